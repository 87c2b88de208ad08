import FoundationEssentials
import Payments
import Postgres
import Sandbox
import Shipping
import Tenancy
import Testing
import TokoCore
import WebClient

@testable import Ordering

/// The sandbox's couriers, whose clock goes as the test says.
struct Courier: Sendable {
    let bank: Bank

    struct Parcel: Decodable, Sendable {
        struct Step: Decodable, Sendable {
            let at: Int64
            let stage: String
        }
        let status: String
        let steps: [Step]
    }

    struct Received: Decodable, Sendable {
        let provider: String
        let shop: String?
        let summary: String
        let request: String
    }

    func advance(_ seconds: TimeInterval) async throws {
        try await post("/_sandbox/clock", "{\"advance_seconds\": \(Int(seconds))}")
    }

    func register(
        _ waybill: String, courier: String = "jne", fate: String = "delivered", pace: TimeInterval = 6 * hour,
        silence: TimeInterval = 0
    ) async throws {
        try await post(
            "/_sandbox/parcels",
            """
            {"courier": "\(courier)", "waybill": "\(waybill)", "fate": "\(fate)", "pace_seconds": \(Int(pace)),
             "silent_seconds": \(Int(silence))}
            """)
    }

    func parcel(_ waybill: String) async throws -> Parcel {
        struct List: Decodable { let parcels: [Parcel] }
        let response = try await bank.transport.send(.get(bank.base + "/_sandbox/parcels?waybill=\(waybill)"))
        return try #require(try JSONDecoder().decode(List.self, from: Data(response.body)).parcels.first)
    }

    func misbehave(_ provider: String, _ mode: String) async throws {
        try await post(
            "/_sandbox/misbehave",
            "{\"provider\": \"\(provider)\", \"endpoint\": \"track\", \"mode\": \"\(mode)\", \"milliseconds\": 1}")
    }

    func behave() async throws {
        let response = try await bank.transport.send(
            WebRequest(method: "DELETE", url: bank.base + "/_sandbox/misbehave"))
        #expect(response.isSuccess)
    }

    /// Every question that reached a source.
    func questions() async throws -> [Received] {
        struct List: Decodable { let received: [Received] }
        let response = try await bank.transport.send(.get(bank.base + "/_sandbox/received?endpoint=track"))
        return try JSONDecoder().decode(List.self, from: Data(response.body)).received
    }

    private func post(_ path: String, _ body: String) async throws {
        let response = try await bank.transport.send(.json(bank.base + path, body: Array(body.utf8)))
        guard response.isSuccess else { throw BankError.refused(response.text) }
    }
}

let minute: TimeInterval = 60
let hour: TimeInterval = 3_600
let day: TimeInterval = 86_400

/// A shop with parcels out, and a clock that only the test moves, the courier's with it.
struct ParcelShop: Sendable {
    let selling: OrderingShop
    let courier: Courier
    let refresh: ParcelRefresh
    let completion: Completion
    /// When the test began.
    let start: Date

    var tenant: TenantID { selling.shop.tenant.id }
    var fulfilment: Fulfilment { Fulfilment(selling.shop) }

    init(
        _ selling: OrderingShop, sources: [TrackingSource] = [.binderbyte, .komerce],
        keys: DemoCredentials.Shop = DemoCredentials.batik, binderbyteKey: String? = nil, tracking: Tracking? = nil
    ) throws {
        let bank = try #require(selling.bank)
        self.selling = selling
        courier = Courier(bank: bank)
        // A tick behind the sandbox, so that no courier's time lies ahead of ours.
        start = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
        let standard = Tracking { _ in
            var known: [TrackingSource: any TrackingProvider] = [:]
            if sources.contains(.binderbyte) {
                known[.binderbyte] = BinderByteTracking(
                    key: binderbyteKey ?? keys.binderbyteKey, baseURL: bank.base + "/binderbyte",
                    transport: bank.transport)
            }
            if sources.contains(.komerce) {
                known[.komerce] = KomerceWaybill(
                    key: keys.komerceKey, baseURL: bank.base + "/komerce", transport: bank.transport)
            }
            return known
        }
        refresh = ParcelRefresh(shops: selling.shops, tracking: tracking ?? standard)
        completion = Completion(shops: selling.shops)
    }

    /// A paid order.
    func paid() async throws -> OrderCode {
        let code = try await selling.buyer().buy()
        let payment = try #require(try await selling.detail(code).payment)
        _ = try await Settlement(selling.database).settle(
            BillNews(
                reference: try #require(payment.reference), merchantRef: payment.merchantRef,
                channel: payment.channel, status: .paid, paidAt: start, amountMatches: { _ in true }))
        return code
    }

    /// A paid order whose parcel left when the test began.
    func shipped(_ waybill: String, courier: String = "jne") async throws -> OrderCode {
        let code = try await paid()
        try await fulfilment.ship(code, with: try Waybill(courier: courier, number: waybill), by: .staff(1), at: start)
        return code
    }

    /// What the schedules do until `end` after the beginning, each when it is due, the clocks moved from one to the next.
    /// - Returns: where the clocks stand.
    @discardableResult
    func pass(from begin: TimeInterval = 0, until end: TimeInterval) async throws -> TimeInterval {
        var age = begin
        while true {
            let now = start + age
            let tracking = try await refresh.refreshDue(of: tenant, at: now)
            let ending = try await completion.completeDue(of: tenant, at: now)
            let next = [tracking, ending].compactMap { $0 }.min().map { $0.timeIntervalSince(start) }
            let due = max(next ?? .infinity, age + minute)
            if due > end {
                try await courier.advance(end - age)
                return end
            }
            // The sandbox counts whole seconds.
            let step = (due - age).rounded(.up)
            try await courier.advance(step)
            age += step
        }
    }

    func detail(_ code: OrderCode) async throws -> OrderDetail { try await selling.detail(code) }

    func shipment(_ code: OrderCode) async throws -> Shipment { try #require(try await detail(code).shipment) }

    /// The kinds of the jobs that tell the owner of a wrong waybill.
    func alarms() async throws -> [String] {
        try await selling.database.query(TrackingTestSQL.alarms).map { try $0.text("kind") }
    }
}

/// Opens one shop with the sandbox as bank and courier.
func withParcels<Result: Sendable>(
    sources: [TrackingSource] = [.binderbyte, .komerce], _ body: @Sendable (ParcelShop) async throws -> Result
) async throws -> Result {
    try await withOrdering(stock: 100) { shops in try await body(try ParcelShop(shops[0], sources: sources)) }
}

enum TrackingTestSQL {
    static let alarms = SQL(
        "test_alarms", "SELECT kind FROM {outbox} WHERE kind LIKE '%waybill_wrong' ORDER BY kind, id")
    static let owner = SQL(
        "test_owner_phone", "UPDATE {shop} SET whatsapp = '{\"owner_phone\": \"+6281200001945\"}'")
    static let checks = SQL("test_checks", "SELECT track_checks FROM {shipment} ORDER BY order_id")
    static let ownCourier = SQL(
        "test_own_courier",
        "UPDATE {order} SET courier_code = 'ambil', courier_name = 'Ambil di toko' WHERE code = $1")
    static let problems = SQL(
        "test_problems", "SELECT coalesce(track_problem, '') AS problem FROM {shipment} ORDER BY order_id")
    static let daysToComplete = SQL("test_complete_after", "UPDATE {shop} SET complete_after_days = 1")
    static let preferKomerce = SQL("test_prefer_komerce", "UPDATE {shop} SET tracking_source = 'komerce'")
}
