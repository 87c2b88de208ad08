import Accounts
import Catalog
import FoundationEssentials
import Logging
import Payments
import Postgres
import Sandbox
import Shipping
import Tenancy
import TestSupport
import TokoCore
import WebClient

@testable import Ordering

/// A shop with one product, one courier and the sandbox as its bank: everything a customer needs to buy.
struct OrderingShop: Sendable {
    let fixture: ShopFixture
    let shop: Shop
    let checkout: CheckoutService
    let gateways: PaymentGateways
    let shops: ShopDirectory
    let variant: VariantID
    let bank: Bank?

    var database: TenantDatabase { shop.database }
    var orders: OrderRepository { OrderRepository(database) }

    static let price: Int64 = 100_000
    static let rate = ShippingRate(
        courierCode: "jne", courierName: "JNE", service: "REG", description: "", cost: rupiah(20_000),
        estimate: "2-3 hari")

    /// A customer with an address, and `pieces` of the variant in the cart.
    func buyer(_ name: String = "Siti", pieces: Int64 = 1) async throws -> Buyer {
        let subject = "google-\(UInt64.random(in: 0...UInt64.max))"
        let id: CustomerID = try await database.query(
            OrderingSQL.customer, .text(subject), .text("\(subject)@example.test"), .text(name)
        ).one().id("id")
        guard let customer = try await CustomerRepository(database).customer(id) else { throw Missing.customer }
        let lineage = RegionLineage.bandung
        let form = AddressForm(
            recipient: name, phone: "081234567890", street: "Jl. Melati 5", villageCode: lineage.villageCode,
            postalCode: "40132")
        let address = try await AddressRepository(database).save(try form.check(lineage: lineage), of: id)
        try await CartService(database).add(variant, try Quantity(pieces: pieces), for: id)
        return Buyer(customer: customer, address: address, pieces: pieces, shop: self)
    }

    func onHand() async throws -> Int64 {
        try await database.query(OrderingSQL.onHand, .id(variant)).one().int("on_hand")
    }
    func ledger() async throws -> Int64 {
        try await database.query(OrderingSQL.ledger, .id(variant)).one().int("total")
    }
    func held() async throws -> Int64 { try await database.query(OrderingSQL.held, .id(variant)).one().int("held") }
    func orderCount() async throws -> Int64 { try await database.query(OrderingSQL.orders).one().int("orders") }

    func detail(_ code: OrderCode) async throws -> OrderDetail {
        guard let detail = try await orders.detail(code, of: nil) else { throw Missing.order }
        return detail
    }
}

enum Missing: Error { case customer, order, payment, bank }

/// Somebody at the checkout.
struct Buyer: Sendable {
    let customer: Customer
    let address: Address
    let pieces: Int64
    let shop: OrderingShop

    /// What pressing the button sends; each page has a key of its own.
    func request(
        key: String = "key-\(UInt64.random(in: 1_000_000_000...UInt64.max))", channel: String = "BNIVA",
        total: Int64? = nil, wantsWhatsApp: Bool = false
    ) throws -> PlaceOrder {
        guard let key = IdempotencyKey(key) else { throw Missing.order }
        let shown = total ?? OrderingShop.price * pieces + OrderingShop.rate.cost.rupiah
        return PlaceOrder(
            key: key, address: address.id, courier: "jne", service: "REG", channel: channel, note: "",
            totalShown: rupiah(shown), wantsWhatsApp: wantsWhatsApp)
    }

    /// Opens the checkout page: that makes the quote.
    func open() async throws -> CheckoutOverview {
        try await shop.checkout.overview(for: customer, in: shop.shop, address: nil)
    }

    func place(_ request: PlaceOrder) async throws -> PlacedOrder {
        try await shop.checkout.place(request, for: customer, in: shop.shop, origin: "http://shop-1.test")
    }

    /// From the cart to a bill.
    func buy(channel: String = "BNIVA") async throws -> OrderCode {
        _ = try await open()
        return try await place(try request(channel: channel)).code
    }

    func cartPieces() async throws -> Int64 { try await CartService(shop.database).pieces(of: customer.id) }
}

func rupiah(_ amount: Int64) -> Money {
    do { return try Money(rupiah: amount) } catch { preconditionFailure("\(amount) is no amount") }
}

extension RegionLineage {
    static let bandung = RegionLineage(
        villageCode: "32.73.02.1002", village: "Lebak Gede", district: "Coblong", regency: "Kota Bandung",
        province: "Jawa Barat", postalCode: "40132")
}

/// Couriers whose prices a test knows.
struct FixedRates: RateProvider {
    let rates: [ShippingRate]
    func rates(for parcel: Parcel) async throws -> [ShippingRate] { rates }
}

enum OrderingSQL {
    static let customer = SQL(
        "test_customer",
        "INSERT INTO {customer} (issuer, subject, email, name) VALUES ('https://accounts.google.com', $1, $2, $3) RETURNING id"
    )
    static let variant = SQL("test_variant", "SELECT id FROM {variant} WHERE sku = 'KPR'")
    static let onHand = SQL("test_on_hand", "SELECT on_hand FROM {variant} WHERE id = $1")
    static let ledger = SQL(
        "test_ledger", "SELECT coalesce(sum(change), 0)::bigint AS total FROM {stock_movement} WHERE variant_id = $1")
    static let held = SQL(
        "test_held",
        "SELECT coalesce(sum(pieces), 0)::bigint AS held FROM {reservation} WHERE variant_id = $1 AND state = 'held' AND hold_until > now()"
    )
    static let orders = SQL("test_orders", "SELECT count(*) AS orders FROM {order}")
    static let lapse = SQL(
        "test_lapse", "UPDATE {reservation} SET hold_until = now() - interval '1 second' WHERE state = 'held'")
    static let due = SQL("test_due", "UPDATE {payment} SET next_check_at = now() WHERE next_check_at IS NOT NULL")
    static let past = SQL(
        "test_past", "UPDATE {payment} SET expires_at = now() - interval '1 day', next_check_at = now()")
    static let settings = SQL(
        "test_settings", "UPDATE {shop} SET origin_village = '31.71.06.1001', origin_postal_code = '10310'")
    static let region = SQL(
        "test_region",
        """
        INSERT INTO {region} (code, parent, level, name, postal_code) VALUES
        ('31', NULL, 1, 'DKI Jakarta', NULL), ('31.71', '31', 2, 'Kota Administrasi Jakarta Pusat', NULL),
        ('31.71.06', '31.71', 3, 'Menteng', NULL), ('31.71.06.1001', '31.71.06', 4, 'Menteng', '10310')
        """)
    /// Orders that hold nothing, and holds without an order that may have them.
    static let strays = SQL(
        "test_strays",
        """
        SELECT (SELECT count(*) FROM {order} o WHERE NOT EXISTS (SELECT FROM {reservation} r WHERE r.order_id = o.id))
             + (SELECT count(*) FROM {reservation} r JOIN {order} o ON o.id = r.order_id
                WHERE r.state = 'held' AND o.state <> 'pending') AS strays
        """)
}
