import Foundation
import Theming
import Web

/// The script that asks and, after a yes, counts: the platform's own, the same for every theme and shop.
enum CountingScript {
    static let name = "kunjungan.js"
    static let bytes: [UInt8] = {
        guard let url = Bundle.module.url(forResource: "kunjungan", withExtension: "js", subdirectory: "Assets") else {
            preconditionFailure("the package is built with Assets/\(name)")
        }
        do { return Array(try Data(contentsOf: url)) } catch { preconditionFailure("Assets/\(name): \(error)") }
    }()
    static let fingerprint = FileCache.fingerprint(of: bytes)
    static let link = Link("aset", fingerprint, name)
}
