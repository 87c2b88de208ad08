import Postgres
public import TokoCore

/// A shelf of the shop. Categories form a tree; the top ones have no parent.
public struct Category: Identifiable, Hashable, Sendable {
    public let id: CategoryID
    public let slug: Slug
    public let name: String
    public let parentID: CategoryID?
    /// Plain text.
    public let description: String
    /// Ascending among its siblings.
    public let position: Int64

    init(row: Row) throws {
        id = try row.id("id")
        slug = try row.slug("slug")
        name = try row.text("name")
        parentID = try row.idOrNil("parent_id")
        description = try row.text("description")
        position = try row.int("position")
    }
}

extension Row {
    /// - Throws: ``DatabaseError/decoding(column:expected:)`` when the text is no slug.
    func slug(_ column: String) throws -> Slug {
        guard let slug = Slug(try text(column)) else {
            throw DatabaseError.decoding(column: column, expected: "a slug")
        }
        return slug
    }
}
