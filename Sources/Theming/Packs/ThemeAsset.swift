/// A file of a pack, served at `/theme/<pack>/<fingerprint>/<file>` for ever.
public struct ThemeAsset: Hashable, Sendable {
    static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "woff2": "font/woff2",
    ]
    static let endings = Set(types.keys)

    public let file: String
    public let contentType: String
    public let bytes: [UInt8]

    init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
        contentType = Self.types[String(file.split(separator: ".").last ?? "")] ?? "application/octet-stream"
    }

    /// The name templates use: `hero-line.svg` is `asset.heroLine`.
    var templateName: String {
        let words = file.prefix { $0 != "." }.split(separator: "-")
        return (words.first.map(String.init) ?? "")
            + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// A style sheet may not reach outside the shop.
    var problem: PackProblem? {
        guard file.hasSuffix(".css") else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            for refused in ["@import", "://", "expression("] where line.contains(refused) {
                return PackProblem(file: "assets/\(file)", line: index + 1, message: "\(refused) is not allowed")
            }
        }
        return nil
    }
}
