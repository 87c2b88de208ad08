import Catalog
public import FoundationEssentials
public import Jobs
import Postgres
public import Tenancy
public import TokoCore

/// Ends orders that nobody paid and about whose bill there is nothing more to ask: their goods have been free since the
/// hold ran out, whether this runs or not. One that somebody must look at waits for them: there may be money.
public struct UnpaidOrders: Sendable {
    /// After the hold's end, so that money of the last minute has come and been asked for.
    static let grace: TimeInterval = 15 * 60
    static let batch: Int64 = 100

    private let shops: ShopDirectory

    public init(shops: ShopDirectory) { self.shops = shops }

    /// - Throws: ``DatabaseError``.
    public func expireDue(of tenant: TenantID, at now: Date) async throws {
        let database = shops.database(of: tenant)
        let due: [OrderID] = try await database.query(
            UnpaidSQL.due, .timestamp(now - Self.grace), .int(Self.batch), .null
        ).map { try $0.id("id") }
        for id in due {
            try await database.transaction { tx in
                // Asked again under the lock: a new bill or money may have come meanwhile.
                let rows = try await tx.run([
                    Statement(TransitionSQL.lock, .id(id)), StockSQL.lockLines(of: id),
                    Statement(UnpaidSQL.due, .timestamp(now - Self.grace), .int(1), .id(id)),
                ])
                guard let order = try rows[0].first.map(LockedOrder.init), !rows[2].isEmpty else { return }
                try await ReleasedOrder(order, to: .expired, by: .system, because: "unpaid_in_time")
                    .write(in: tx, of: tenant)
            }
        }
    }

    public var schedule: Schedule {
        Schedule(name: "expire_unpaid", every: .seconds(300)) { tenant, now in
            try await expireDue(of: tenant, at: now)
            return nil
        }
    }
}

enum UnpaidSQL {
    /// $1 the hold ended before, $2 most, $3 only this order or null -> ids; a bill that is still to be asked for keeps
    /// its order
    static let due = SQL(
        "unpaid_due",
        """
        SELECT o.id FROM {order} o
        WHERE o.state = 'pending' AND o.attention IS NULL AND o.hold_until < $1
            AND ($3::bigint IS NULL OR o.id = $3) AND NOT EXISTS (
            SELECT FROM {payment} p
            WHERE p.order_id = o.id AND p.state IN ('opening', 'open') AND p.next_check_at IS NOT NULL)
        ORDER BY o.placed_at LIMIT $2
        """)
}
