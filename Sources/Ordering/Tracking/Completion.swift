public import FoundationEssentials
public import Jobs
import Postgres
public import Tenancy
public import TokoCore

/// Ends orders whose parcels have arrived, as many days later as the shop says; those that somebody must look at wait.
public struct Completion: Sendable {
    static let batch: Int64 = 100

    private let shops: ShopDirectory

    public init(shops: ShopDirectory) { self.shops = shops }

    /// - Returns: when to look again; nil when nothing waits.
    /// - Throws: ``DatabaseError``.
    public func completeDue(of tenant: TenantID, at now: Date) async throws -> Date? {
        let database = shops.database(of: tenant)
        let due: [OrderID] = try await database.query(CompletionSQL.due, .timestamp(now), .int(Self.batch))
            .map { try $0.id("id") }
        for id in due {
            try await database.transaction { tx in
                guard let order = try await tx.query(TransitionSQL.lock, .id(id)).first.map(LockedOrder.init),
                    order.state == .delivered, order.attention == nil
                else { return }
                _ = try await tx.run(
                    try OrderTransition(id, from: .delivered, to: .completed, by: .system, because: "completed")
                        .statements)
            }
        }
        return try await database.query(CompletionSQL.nextDue).first?.dateOrNil("due")
    }
}

extension Completion {
    public var schedule: Schedule {
        Schedule(name: "complete_delivered", every: .seconds(3_600)) { tenant, now in
            try await completeDue(of: tenant, at: now)
        }
    }
}
