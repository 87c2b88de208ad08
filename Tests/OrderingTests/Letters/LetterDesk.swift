import Catalog
import FoundationEssentials
import Jobs
import Logging
import Payments
import Postgres
import Tenancy
import TestSupport
import TokoCore

@testable import Ordering

/// Where letters about a test shop's orders are written.
struct LetterDesk: Sendable {
    let shop: OrderingShop
    let media: MediaStore
    let writer: LetterWriter

    init(_ shop: OrderingShop, media: MediaStore = MediaStore(directory: "no-pictures")) async throws {
        self.shop = shop
        self.media = media
        let pool = shop.fixture.pool
        let tenants = try await TenantDirectory(
            database: pool.control, pool: pool, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        writer = LetterWriter(
            tenants: tenants, shops: ShopDirectory(tenants: tenants, pool: pool), invoices: InvoicePDF(media: media),
            origin: { "https://\($0)" })
    }

    func write(_ kind: LetterKind, of order: OrderID, named: String? = nil) async throws -> LetterWriter.Written? {
        try await writer.write(
            Job(
                id: 1, lane: .mail, kind: kind.rawValue, dedupeKey: named ?? "order:\(order):\(kind.rawValue)",
                payload: "{\"order\": \(order)}", attempts: 0, unknowns: 0, createdAt: LetterSQLForTests.day),
            of: shop.shop.tenant.id)
    }

    /// The mail lane's jobs, by kind.
    func asked() async throws -> [String: Int64] {
        try await shop.database.query(LetterSQLForTests.asked).reduce(into: [:]) {
            $0[try $1.text("kind")] = try $1.int("jobs")
        }
    }

    func change(_ settings: (inout ShopSettings) -> Void) async throws {
        let repository = ShopSettingsRepository(shop.database)
        var changed = try await repository.load()
        settings(&changed)
        try await repository.save(changed)
    }
}

extension WrittenOrder {
    /// Placed and paid on days that a test can write down.
    func pay(fee: Int64 = 0) async throws {
        try await open()
        try await shop.database.query(LetterSQLForTests.placed, .id(order), .timestamp(LetterSQLForTests.day))
        try await shop.database.query(LetterSQLForTests.fee, .id(payment), .int(fee))
        let amount = draft.total
        _ = try await Settlement(shop.database).settle(
            BillNews(
                reference: reference, merchantRef: code.text, channel: "BNIVA", status: .paid,
                paidAt: LetterSQLForTests.day + 1_800, amountMatches: { $0 == amount }))
    }

    func ship(_ number: String = "JP1234567") async throws {
        let fulfilment = Fulfilment(shop.shop)
        try await fulfilment.startProcessing(code, by: .staff(1))
        try await fulfilment.ship(code, with: try Waybill(courier: "jne", number: number), by: .staff(1))
        try await shop.database.query(LetterSQLForTests.shipped, .id(order), .timestamp(LetterSQLForTests.day + 86_400))
    }
}

enum LetterSQLForTests {
    /// 24 November 2026, 21.00 WIB
    static let day = Date(timeIntervalSince1970: 1_795_528_800)

    static let asked = SQL(
        "test_letters_asked", "SELECT kind, count(*) AS jobs FROM {outbox} WHERE lane = 'mail' GROUP BY kind")
    static let placed = SQL("test_letter_placed", "UPDATE {order} SET placed_at = $2 WHERE id = $1")
    static let fee = SQL(
        "test_letter_fee",
        "UPDATE {payment} SET fee_customer_rupiah = $2::bigint, due_rupiah = requested_rupiah + $2::bigint WHERE id = $1"
    )
    static let shipped = SQL("test_letter_shipped", "UPDATE {shipment} SET shipped_at = $2 WHERE order_id = $1")
    static let returned = SQL(
        "test_letter_returned", "UPDATE {payment} SET refunded_rupiah = $2, refunded_at = $3 WHERE id = $1")
    static let line = SQL(
        "test_letter_line", "UPDATE {order_line} SET name = $2, option_values = $3 WHERE order_id = $1")
    static let names = SQL(
        "test_letter_names", "UPDATE {order} SET customer_name = $2, recipient = $2, street = $2 WHERE id = $1")
    static let moreLines = SQL(
        "test_letter_more_lines",
        """
        INSERT INTO {order_line} (
            order_id, variant_id, product_slug, sku, name, option_values, image, price_rupiah, pieces, weight_grams)
        SELECT order_id, NULL, product_slug, sku, name, option_values, image, price_rupiah, pieces, weight_grams
        FROM {order_line}, generate_series(2, $2) WHERE order_id = $1
        """)
}
