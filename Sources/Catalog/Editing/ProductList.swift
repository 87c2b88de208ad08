import Postgres
public import TokoCore

/// One page of the owner's list of products.
public struct ProductList: Sendable {
    public static let size: Int64 = 50
    static let mostPages: Int64 = 1_000

    public let rows: [ProductListRow]
    /// All that match.
    public let total: Int64
    /// Counted from 1.
    public let page: Int64

    /// At least 1.
    public var pages: Int64 { max(1, (total + Self.size - 1) / Self.size) }
}

public struct ProductListRow: Identifiable, Hashable, Sendable {
    public let id: ProductID
    public let slug: Slug
    public let name: String
    public let state: ProductState
    public let categoryName: String?
    public let image: Picture?
    /// Of the active variants; nil when there is none.
    public let priceFrom: Money?
    public let priceTo: Money?
    /// Active ones.
    public let variantCount: Int64
    /// Pieces on the shelf, active variants together.
    public let onHand: Int64
    /// Of these, pieces that nobody holds.
    public let available: Int64

    init(row: Row) throws {
        id = try row.id("id")
        slug = try row.slug("slug")
        name = try row.text("name")
        state = try row.productState("state")
        categoryName = try row.textOrNil("category_name")
        image = try Picture(row: row)
        priceFrom = try row.moneyOrNil("price_from")
        priceTo = try row.moneyOrNil("price_to")
        variantCount = try row.int("variant_count")
        onHand = try row.int("on_hand")
        available = try row.int("available")
    }
}
