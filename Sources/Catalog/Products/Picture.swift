import Postgres

/// A picture of the shop's, as ``MediaStore`` keeps it.
public struct Picture: Hashable, Sendable {
    /// `<64 hex digits>.webp`: named after its bytes, so it may be cached for ever.
    public let file: String
    /// What it shows, for those who do not see it; may be empty.
    public let alt: String
    /// In pixels.
    public let width: Int64
    public let height: Int64

    public init(file: String, alt: String, width: Int64, height: Int64) {
        self.file = file
        self.alt = alt
        self.width = width
        self.height = height
    }

    /// Where the shop's host serves it.
    public var path: String { "/media/\(file)" }

    /// From columns `file`, `alt`, `width`, `height`; nil when `file` is NULL (an outer join found none).
    init?(row: Row) throws {
        guard let file = try row.textOrNil("file") else { return nil }
        self.file = file
        alt = try row.text("alt")
        width = try row.int("width")
        height = try row.int("height")
    }
}
