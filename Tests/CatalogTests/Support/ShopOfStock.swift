import Catalog
import FoundationEssentials
import Postgres
import TestSupport
import Testing
import TokoCore

/// A kitchen's worth of variants, each with so many pieces: SKUs `V0`, `V1`, ...
func withStock<Result: Sendable>(
    _ stock: Int64..., body: @Sendable (ShopFixture, [VariantID]) async throws -> Result
) async throws -> Result {
    try await withShop { shop in
        let variants = stock.enumerated().map { number, pieces in
            VariantDescription(
                sku: "V\(number)", optionValues: ["\(number)"], priceRupiah: 50_000, weightGrams: 250,
                openingStock: pieces)
        }
        let product = ProductDescription(slug: "barang", name: "Barang", options: ["Nomor"], variants: variants)
        try await CatalogEditor(shop.database).import(CatalogDescription(products: [product]))
        let made = try #require(try await CatalogRepository(shop.database).product(Samples.slug("barang")))
        return try await body(shop, made.variants.map(\.id))
    }
}

let soon = Date(timeIntervalSinceNow: 600)
let past = Date(timeIntervalSinceNow: -600)

extension ShopFixture {
    /// Orders of one customer, with nothing but what a row must have: numbers are what stock is about.
    func orders(_ count: Int64) async throws -> [OrderID] {
        try await database.query(FixtureSQL.orders, .int(count)).map { try $0.id("id") }
    }

    func order() async throws -> OrderID { try await orders(1)[0] }

    @discardableResult
    func hold(
        _ lines: [(VariantID, Int64)], for order: OrderID, until: Date = soon
    ) async throws -> StockOutcome {
        let lines = try lines.map { (variant: $0.0, quantity: try Quantity(pieces: $0.1)) }
        return try await outcome(StockSQL.lock(lines.map(\.variant)), StockSQL.hold(lines, for: order, until: until))
    }

    @discardableResult
    func sell(_ order: OrderID) async throws -> StockOutcome {
        try await outcome(StockSQL.lockLines(of: order), StockSQL.sell(order, actor: "test"))
    }

    @discardableResult
    func release(_ order: OrderID) async throws -> StockOutcome {
        try await outcome(StockSQL.lockLines(of: order), StockSQL.release(order))
    }

    @discardableResult
    func restock(_ order: OrderID) async throws -> StockOutcome {
        try await outcome(StockSQL.lockLines(of: order), StockSQL.restock(order, actor: "test"))
    }

    @discardableResult
    func rehold(_ order: OrderID, until: Date = soon) async throws -> StockOutcome {
        try await outcome(StockSQL.lockLines(of: order), StockSQL.rehold(order, until: until))
    }

    private func outcome(_ lock: Statement, _ statement: Statement) async throws -> StockOutcome {
        try StockOutcome(try await database.run([lock, statement])[1])
    }

    func onHand(_ variant: VariantID) async throws -> Int64 {
        try await database.query(FixtureSQL.onHand, .id(variant)).one().int("on_hand")
    }

    /// How many pieces can be bought, as a visitor sees it.
    func available(_ variant: VariantID) async throws -> Int64 {
        try await #require(CatalogRepository(database).variants([variant]).first).available
    }

    /// Variants whose ledger does not add up to what lies on the shelf. None, ever.
    func unbalanced() async throws -> Int { try await database.query(FixtureSQL.unbalanced).count }

    func catalogVersion() async throws -> Int64 {
        try await database.query(FixtureSQL.version).one().int("catalog_version")
    }
}

enum FixtureSQL {
    static let orders = SQL(
        "test.orders",
        """
        WITH customer AS (
            INSERT INTO {customer} (issuer, subject, email, name)
            VALUES ('test', gen_random_uuid()::text, 'siti@example.com', 'Siti') RETURNING id
        )
        INSERT INTO {order} (code, customer_id, idempotency_key, state, customer_name, customer_email, recipient, phone,
            street, village_code, village, district, regency, province, postal_code, courier_code, courier_name,
            courier_service, weight_grams, subtotal_rupiah, shipping_rupiah, total_rupiah, hold_until)
        SELECT gen_random_uuid()::text, c.id, gen_random_uuid()::text, 'pending', '', '', '', '', '', '', '', '', '', '',
            '', '', '', '', 250, 50000, 0, 50000, now()
        FROM customer c, generate_series(1, $1::bigint)
        RETURNING id
        """)

    static let onHand = SQL("test.on_hand", "SELECT on_hand FROM {variant} WHERE id = $1")

    static let unbalanced = SQL(
        "test.unbalanced",
        """
        SELECT v.id FROM {variant} v
        WHERE v.on_hand < 0
            OR v.on_hand <> (SELECT coalesce(sum(m.change), 0) FROM {stock_movement} m WHERE m.variant_id = v.id)
        """)

    static let version = SQL("test.version", "SELECT catalog_version FROM {shop}")
}
