import Foundation
import Hummingbird
import Vault
import Web

/// The stylesheet, under a name that changes with its content.
enum AdminAssets {
    static let stylesheet: [UInt8] = {
        guard let url = Bundle.module.url(forResource: "admin", withExtension: "css", subdirectory: "Assets") else {
            preconditionFailure("the package is built with Assets/admin.css")
        }
        do {
            return [UInt8](try Data(contentsOf: url))
        } catch {
            preconditionFailure("admin.css cannot be read: \(error.localizedDescription)")
        }
    }()

    static let stylesheetPath = "/admin/aset/\(Hex.encode(Array(Digest.sha256(stylesheet).prefix(8)))).css"

    private static let texts = FileCache()

    static func show(request: Request, context: ShopContext) throws -> Page {
        try texts.page(stylesheetPath, stylesheet, type: "text/css; charset=utf-8", for: request)
    }
}
