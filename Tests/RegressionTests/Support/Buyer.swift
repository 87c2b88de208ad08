import Ordering
import Postgres
import TestSupport
import TokoCore

/// A customer of a shop, who has never been at Google.
struct Buyer: Sendable {
    let id: CustomerID
    let cart: CartService
    private let shop: ShopFixture

    init(in shop: ShopFixture) async throws {
        self.shop = shop
        id = try await shop.database.query(BuyerSQL.customer).one().id("id")
        cart = CartService(shop.database)
    }

    /// Everything the shop has, on sale or not.
    func variants() async throws -> [VariantID] {
        try await shop.database.query(BuyerSQL.variants).map { try $0.id("id") }
    }

    /// Pieces by variant.
    func inCart() async throws -> [VariantID: Int64] {
        try await cart.cart(of: id).lines.reduce(into: [:]) { $0[$1.variant] = $1.quantity.pieces }
    }
}

private enum BuyerSQL {
    static let customer = SQL(
        "test.customer",
        """
        INSERT INTO {customer} (issuer, subject, email, name) VALUES ('test', '1', 'siti@example.test', 'Siti')
        RETURNING id
        """)
    static let variants = SQL("test.variants", "SELECT id FROM {variant} ORDER BY id")
}
