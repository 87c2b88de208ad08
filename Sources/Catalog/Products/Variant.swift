import Postgres
public import TokoCore

/// What is actually sold: one choice of a product's options, with its price, weight and stock.
public struct Variant: Identifiable, Hashable, Sendable {
    public let id: VariantID
    public let productID: ProductID
    public let sku: SKU
    /// One for each of the product's options, in their order: `["L", "Merah"]`.
    public let optionValues: [String]
    public let price: Money
    /// The price it is struck out against, always above ``price``.
    public let compareAt: Money?
    public let weight: Weight
    /// Pieces that can be bought now: ``onHand`` less what open orders hold. Never below zero.
    public let available: Int64
    public let isActive: Bool
    /// Pieces on the shelf, held ones included.
    public let onHand: Int64

    init(row: Row) throws {
        id = try row.id("id")
        productID = try row.id("product_id")
        guard let sku = SKU(try row.text("sku")) else {
            throw DatabaseError.decoding(column: "sku", expected: "a SKU")
        }
        self.sku = sku
        optionValues = try row.texts("option_values")
        price = try row.money("price_rupiah")
        compareAt = try row.moneyOrNil("compare_at_rupiah")
        weight = try row.weight("weight_grams")
        available = try row.int("available")
        isActive = try row.bool("is_active")
        onHand = try row.int("on_hand")
    }

    /// `L, Merah`; empty for a product without options.
    public var choice: String { optionValues.joined(separator: ", ") }
}

/// A variant with what a cart or an order line needs to know of its product.
public struct SellableVariant: Identifiable, Hashable, Sendable {
    public let variant: Variant
    public let productSlug: Slug
    public let productName: String
    public let picture: Picture?
    /// The product is active and so is the variant. When not, a cart may still show it, but nobody may buy it.
    public let isSold: Bool

    public var id: VariantID { variant.id }

    /// Pieces that can be bought now: none when it is no longer sold.
    public var available: Int64 { isSold ? variant.available : 0 }

    init(row: Row) throws {
        variant = try Variant(row: row)
        productSlug = try row.slug("product_slug")
        productName = try row.text("product_name")
        picture = try Picture(row: row)
        isSold = try row.bool("is_sold")
    }
}
