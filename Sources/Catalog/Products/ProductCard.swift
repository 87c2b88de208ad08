import Postgres
public import TokoCore

/// A product as lists show it. Prices and stock are those of its active variants.
public struct ProductCard: Identifiable, Hashable, Sendable {
    /// Up to this many pieces left a page says how many.
    public static let lowStockBand: Int64 = 5

    public let id: ProductID
    public let slug: Slug
    public let name: String
    public let categoryName: String?
    public let priceFrom: Money
    /// Equals ``priceFrom`` when all variants cost the same.
    public let priceTo: Money
    /// What the cheapest variant is struck out against.
    public let compareAt: Money?
    public let image: Picture?
    public let isSoldOut: Bool
    /// Pieces left of all variants together, when that is 1 to 5.
    public let lowStock: Int64?
    public let variantCount: Int64

    init(row: Row) throws {
        id = try row.id("id")
        slug = try row.slug("slug")
        name = try row.text("name")
        categoryName = try row.textOrNil("category_name")
        priceFrom = try row.money("price_from")
        priceTo = try row.money("price_to")
        compareAt = try row.moneyOrNil("compare_at")
        image = try Picture(row: row)
        let available = try row.int("available")
        isSoldOut = available == 0
        lowStock = (1...Self.lowStockBand).contains(available) ? available : nil
        variantCount = try row.int("variant_count")
    }
}
