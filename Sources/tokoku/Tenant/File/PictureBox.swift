import Catalog
import Foundation
import TokoCore

/// Looks at the pictures that files name, as the media store would, before any shop is touched.
final class PictureBox {
    private let directory = FileManager.default.temporaryDirectory.appending(path: "tokoku-\(UUID().uuidString)")
    private let store: MediaStore
    /// The looked-at files, in the order they were named.
    private(set) var files: [String] = []

    init() { store = MediaStore(directory: directory.path) }

    /// The picture as a shop will have it, or nil after noting why it cannot.
    func picture(_ name: String, alt: String, at key: String, in file: TOMLFile) -> Picture? {
        let path = file.resolve(name)
        guard let bytes = FileManager.default.contents(atPath: path) else {
            file.note(key, "the picture \(name) cannot be read")
            return nil
        }
        do {
            let picture = try store.store(Array(bytes), alt: alt, tenant: TenantID(0))
            files.append(path)
            return picture
        } catch {
            file.note(key, "the picture \(name) cannot be used: \(error)")
            return nil
        }
    }

    /// Throws the looked-at copies away.
    func close() throws {
        guard FileManager.default.fileExists(atPath: directory.path) else { return }
        try FileManager.default.removeItem(at: directory)
    }

    /// Whether a text is a picture's file rather than words.
    static func looksLikeFile(_ text: String) -> Bool {
        !text.hasPrefix("/") && !text.contains("://") && !text.contains(where: \.isWhitespace)
            && [".webp", ".png", ".jpg", ".jpeg", ".svg"].contains { text.lowercased().hasSuffix($0) }
    }
}
