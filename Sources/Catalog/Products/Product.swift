import Postgres
public import TokoCore

/// A product with everything its page shows.
public struct Product: Identifiable, Hashable, Sendable {
    public let id: ProductID
    public let slug: Slug
    public let name: String
    public let category: CategoryLink?
    /// Text with blank lines between paragraphs, lists of lines that begin with `- `, and `**bold**`. Not HTML: whoever
    /// shows it escapes it first.
    public let description: String
    /// Names of what can be chosen, at most three: `["Ukuran", "Warna"]`.
    public let options: [String]
    /// The first one stands for the product.
    public let pictures: [Picture]
    /// In the shop's order. From ``CatalogRepository`` active ones only, from ``CatalogEditor`` all.
    public let variants: [Variant]
    public let state: ProductState

    init(row: Row, pictures: Rows, variants: Rows) throws {
        id = try row.id("id")
        slug = try row.slug("slug")
        name = try row.text("name")
        category = try CategoryLink(row: row)
        description = try row.text("description")
        options = try row.texts("options")
        state = try row.productState("state")
        self.pictures = try pictures.compactMap(Picture.init(row:))
        self.variants = try variants.map(Variant.init(row:))
    }

    /// Nothing of it can be bought now.
    public var isSoldOut: Bool { variants.allSatisfy { $0.available == 0 } }
}

/// Only `active` products are listed and sold.
public enum ProductState: String, CaseIterable, Sendable {
    case draft, active, archived
}

/// A category by name and address.
public struct CategoryLink: Hashable, Sendable {
    public let slug: Slug
    public let name: String

    /// From columns `category_slug`, `category_name`; nil when they are NULL.
    init?(row: Row) throws {
        guard let name = try row.textOrNil("category_name") else { return nil }
        self.name = name
        slug = try row.slug("category_slug")
    }
}

extension Row {
    func productState(_ column: String) throws -> ProductState {
        guard let state = ProductState(rawValue: try text(column)) else {
            throw DatabaseError.decoding(column: column, expected: "a product's state")
        }
        return state
    }
}
