public import FoundationEssentials
public import Jobs
import Postgres
public import Tenancy
public import TokoCore

/// Removes what is over and nobody asks for: sessions, sign-ins under way, links, quotes, and the outbox's old rows.
/// Reading never counts them, so it may run late.
public struct CleanUp: Sendable {
    /// How long it can be looked up what went out.
    static let outboxDays: TimeInterval = 30 * 86_400
    static let batch: Int64 = 2_000
    /// Batches of one run: what is left waits for the next hour.
    static let batches = 20

    private let shops: ShopDirectory

    public init(shops: ShopDirectory) { self.shops = shops }

    /// - Throws: ``DatabaseError``.
    public func clean(_ tenant: TenantID, at now: Date) async throws {
        let database = shops.database(of: tenant)
        try await database.run(
            [CleanUpSQL.sessions, CleanUpSQL.signIns, CleanUpSQL.links, CleanUpSQL.quotes].map {
                Statement($0, .timestamp(now), .int(Self.batch))
            })
        let jobs = JobRepository(database)
        for _ in 0..<Self.batches {
            let gone = try await jobs.forget(before: now - Self.outboxDays, limit: Self.batch)
            if gone < Int(Self.batch) { break }
        }
    }

    public var schedule: Schedule {
        Schedule(name: "clean_up", every: .seconds(3_600)) { tenant, now in
            try await clean(tenant, at: now)
            return nil
        }
    }
}

enum CleanUpSQL {
    /// $1 now, $2 most
    static let sessions = SQL(
        "clean_up_sessions",
        """
        DELETE FROM {session} WHERE token_hash IN (
            SELECT token_hash FROM {session} WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)
        """)

    /// $1 now, $2 most
    static let signIns = SQL(
        "clean_up_sign_ins",
        """
        DELETE FROM {sign_in} WHERE state_hash IN (
            SELECT state_hash FROM {sign_in} WHERE created_at < $1::timestamptz - interval '1 hour' LIMIT $2)
        """)

    /// $1 now, $2 most
    static let links = SQL(
        "clean_up_links",
        """
        DELETE FROM {staff_link} WHERE token_hash IN (
            SELECT token_hash FROM {staff_link} WHERE expires_at < $1::timestamptz - interval '30 days' LIMIT $2)
        """)

    /// $1 now, $2 most
    static let quotes = SQL(
        "clean_up_quotes",
        """
        DELETE FROM {shipping_quote} WHERE id IN (
            SELECT id FROM {shipping_quote} WHERE expires_at < $1::timestamptz - interval '1 day' ORDER BY id LIMIT $2)
        """)
}
