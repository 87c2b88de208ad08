import Accounts
import FoundationEssentials
import Postgres
import Shipping
import Tenancy
import TestSupport
import TokoCore

@testable import Ordering
@testable import Payments

/// An order as it stands between the server's own steps: written, with or without a bill.
struct WrittenOrder: Sendable {
    let shop: OrderingShop
    let draft: OrderDraft
    let order: OrderID
    let payment: PaymentID

    var code: OrderCode { draft.code }
    var reference: String { "DEV-\(code)" }

    func detail() async throws -> OrderDetail { try await shop.detail(code) }

    /// The gateway's answer is recorded; there need be no gateway.
    func open(ends: Date = Date() + 86_400) async throws {
        try await BillOpening(database: shop.database).record(bill(ends: ends), payment: payment, order: order)
    }

    /// What the gateway is asked for.
    func request() -> BillRequest {
        BillRequest(
            order: code, attempt: 1, channel: "BNIVA", amount: draft.total,
            customer: .init(name: "Siti", email: "siti@example.test", phone: "081234567890"), lines: draft.billLines,
            shipping: draft.rate.cost, callbackURL: "http://shop-1.test/webhook/tripay",
            returnURL: "http://shop-1.test/pesanan/\(code)", window: 1_440, now: Date())
    }

    func bill(ends: Date) -> OpenedBill {
        OpenedBill(
            reference: reference, merchantRef: code.text, channel: "BNIVA", channelName: "BNI", due: draft.total,
            feeCustomer: .zero, payCode: "8808", payURL: nil, checkoutURL: nil, qrString: nil, qrURL: nil,
            instructions: [], expiresAt: ends)
    }

    func news(_ status: BillStatus, amount: Money? = nil) -> BillNews {
        let charged = amount ?? draft.total
        return BillNews(
            reference: reference, merchantRef: code.text, channel: "BNIVA", status: status, paidAt: nil,
            amountMatches: { $0 == charged })
    }

    func settle(_ status: BillStatus, amount: Money? = nil) async throws -> SettleOutcome {
        try await Settlement(shop.database).settle(news(status, amount: amount))
    }

    /// How TriPay tells of the bill.
    func json(_ status: String, amount: Int64? = nil) -> String {
        """
        {"reference":"\(reference)","merchant_ref":"\(code)","payment_method":"BNIVA","payment_name":"BNI",\
        "amount":\(amount ?? draft.total.rupiah),"fee_customer":0,"fee_merchant":0,"status":"\(status)",\
        "expired_time":\(Int64(Date().timeIntervalSince1970) + 86_400)}
        """
    }

    /// Whether anybody will ask for the bill again, and whether not before two minutes from now.
    func nextCheck() async throws -> (isPlanned: Bool, isSoon: Bool) {
        let row = try await shop.database.query(WrittenSQL.nextCheck, .id(payment)).one()
        return (try row.bool("planned"), try row.bool("soon"))
    }
}

extension Buyer {
    /// Written and committed; the gateway has not been asked.
    func write(ends: Date = Date() + 86_400) async throws -> WrittenOrder {
        let cart = try await CartService(shop.database).cart(of: customer.id)
        let draft = try OrderDraft(
            try request(), cart: cart, customer: customer, address: address, rates: [OrderingShop.rate])
        let outcome = try await OrderWriter(database: shop.database)
            .write(draft, merchantRef: draft.code.text, channelName: "BNI", ends: ends)
        guard case .written(let written) = outcome else { throw Missing.order }
        return WrittenOrder(shop: shop, draft: draft, order: written.order, payment: written.payment)
    }
}

extension OrderingShop {
    /// One round of the reconciliation with every payment due.
    func reconcile() async throws {
        try await database.query(OrderingSQL.due)
        try await Reconciliation(shops: shops, gateways: gateways).settleDue(of: shop.tenant.id)
    }

    /// Returns when somebody in this database waits for a lock.
    func somebodyWaits() async throws {
        while try await database.query(WrittenSQL.waiting).one().int("waiting") == 0 { await Task.yield() }
    }
}

enum WrittenSQL {
    static let nextCheck = SQL(
        "test_next_check",
        """
        SELECT next_check_at IS NOT NULL AS planned, coalesce(next_check_at < now() + interval '2 minutes', false) AS soon
        FROM {payment} WHERE id = $1
        """)
    static let waiting = SQL(
        "test_waiting",
        """
        SELECT count(*) AS waiting FROM pg_locks l
        WHERE NOT l.granted AND l.pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())
        """)
    static let lastLook = SQL("test_last_look", "UPDATE {payment} SET next_check_at = now(), checks = 10")
    static let suspend = SQL("test_suspend", "UPDATE {tenant} SET state = 'suspended' WHERE id = $1")
    static let spoil = SQL("test_spoil", "UPDATE {payment} SET requested_rupiah = -1 WHERE id = $1")
    static let price = SQL("test_price", "UPDATE {variant} SET price_rupiah = $2 WHERE id = $1")
    static let weight = SQL("test_weight", "UPDATE {variant} SET weight_grams = $2 WHERE id = $1")
    static let lockNow = SQL("test_lock_now", "SELECT id FROM {variant} WHERE id = $1 FOR UPDATE NOWAIT")
    static let secondAttempt = SQL(
        "test_second_attempt",
        """
        INSERT INTO {payment} (
            order_id, merchant_ref, channel, channel_name, state, requested_rupiah, due_rupiah, expires_at)
        SELECT order_id, merchant_ref || '-2', channel, channel_name, 'open', requested_rupiah, due_rupiah, expires_at
        FROM {payment} WHERE id = $1
        """)
}
