public import Analytics
import FoundationEssentials
public import Jobs
import Postgres
public import Tenancy
public import TokoCore

/// What an order's steps are to analytics: the events of Segment's e-commerce spec (V2), with nothing of a person.
///
/// An order whose customer did not agree to be counted, or has taken it back since, has none.
public struct OrderEventWriter: EventWriter {
    private let database: @Sendable (TenantID) -> TenantDatabase

    public init(shops: ShopDirectory) {
        database = { shops.database(of: $0) }
    }

    init(database: @escaping @Sendable (TenantID) -> TenantDatabase) {
        self.database = database
    }

    public func events(for jobs: [Job], of tenant: TenantID) async throws -> [Int64: AnalyticsEvent] {
        let wanted = jobs.compactMap { job in
            OrderFact(rawValue: job.kind).flatMap { fact in Self.order(of: job).map { (job, fact, $0) } }
        }
        guard !wanted.isEmpty else { return [:] }
        let found = try await database(tenant).run([
            Statement(
                CountingSQL.orders, .ints(wanted.map(\.0.id)), .ints(wanted.map(\.2)),
                .texts(wanted.map { $0.1.state.rawValue })),
            Statement(CountingSQL.lines, .ints(wanted.map(\.2))),
        ])
        let lines = try Dictionary(grouping: found[1]) { try $0.int("order_id") }
        let facts = Dictionary(uniqueKeysWithValues: wanted.map { ($0.0.id, $0.1) })
        var events: [Int64: AnalyticsEvent] = [:]
        for row in found[0] {
            let job = try row.int("job")
            guard let fact = facts[job] else { continue }
            let order = try row.int("id")
            events[job] = AnalyticsEvent(
                name: fact.rawValue, subject: "\(order)", visitor: try row.text("analytics_id"), at: try row.date("at"),
                properties: try CountedOrder(row, lines: lines[order] ?? []).properties(of: fact))
        }
        return events
    }

    private struct Payload: Decodable {
        let order: Int64
    }

    private static func order(of job: Job) -> Int64? {
        do {
            return try JSONDecoder().decode(Payload.self, from: Data(job.payload.utf8)).order
        } catch {
            // Not one of ours: nothing can be told of it.
            return nil
        }
    }
}

/// The steps of an order that are told, under the names of the spec.
enum OrderFact: String {
    case started = "Checkout Started"
    case completed = "Order Completed"
    case cancelled = "Order Cancelled"
    case refunded = "Order Refunded"

    /// Coming to it is the fact, and its time is the event's own.
    var state: OrderState {
        switch self {
        case .started: .pending
        case .completed: .paid
        case .cancelled: .cancelled
        case .refunded: .refunded
        }
    }
}

enum CountingSQL {
    /// $1 jobs, $2 their orders, $3 the states they tell of -> a row for each job whose order may be told of
    static let orders = SQL(
        "counting_orders",
        """
        SELECT told.job, o.id, o.code, o.analytics_id, o.subtotal_rupiah, o.shipping_rupiah, o.total_rupiah,
               s.name AS shop, step.at, coalesce(back.rupiah, 0) AS refunded_rupiah
        FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS told (job, order_id, state)
        JOIN {order} o ON o.id = told.order_id AND o.analytics_id IS NOT NULL
        CROSS JOIN {shop} s
        JOIN LATERAL (
            SELECT min(e.at) AS at FROM {order_event} e WHERE e.order_id = o.id AND e.to_state = told.state
        ) step ON step.at IS NOT NULL
        LEFT JOIN LATERAL (
            SELECT sum(p.refunded_rupiah)::bigint AS rupiah FROM {payment} p WHERE p.order_id = o.id
        ) back ON true
        """)

    /// $1 orders -> their lines, with the category that the product has now
    static let lines = SQL(
        "counting_lines",
        """
        SELECT l.order_id, l.product_slug, l.sku, l.name, l.option_values, l.price_rupiah, l.pieces,
               c.name AS category
        FROM {order_line} l
        LEFT JOIN {product} p ON p.slug = l.product_slug
        LEFT JOIN {category} c ON c.id = p.category_id
        WHERE l.order_id = ANY ($1::bigint[])
        ORDER BY l.order_id, l.id
        """)

    /// $1 customer, $2 anonymous id: consent was taken back, so what is still to be told of it is not told
    static let forget = SQL(
        "counting_forget",
        "UPDATE {order} SET analytics_id = NULL WHERE customer_id = $1 AND analytics_id = $2")
}
