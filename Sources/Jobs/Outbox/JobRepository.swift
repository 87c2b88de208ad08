public import FoundationEssentials
public import Postgres

/// The outbox as owner and agency see it.
public struct JobRepository: Sendable {
    private let database: TenantDatabase

    public init(_ database: TenantDatabase) { self.database = database }

    /// Newest first.
    /// - Parameter before: the last id of the page before.
    public func list(state: JobState? = nil, before: Int64? = nil, limit: Int64 = 50) async throws -> [JobRecord] {
        try await database.query(
            JobSQL.list, .optional(state?.rawValue), .optional(before), .int(limit)
        ).map(JobRecord.init(row:))
    }

    /// How many there are of each lane and state; those that are done with are kept for 30 days.
    public func counts() async throws -> [JobCount] {
        try await database.query(JobSQL.counts).compactMap { row in
            guard let lane = JobLane(rawValue: try row.text("lane")),
                let state = JobState(rawValue: try row.text("state"))
            else { return nil }
            return JobCount(lane: lane, state: state, jobs: try row.int("jobs"))
        }
    }

    /// A parked job is tried again as if for the first time.
    /// - Returns: whether there was such a job.
    @discardableResult
    public func retry(_ id: Int64, at now: Date) async throws -> Bool {
        try await !database.query(JobSQL.retry, .int(id), .timestamp(now)).isEmpty
    }

    /// - Returns: how many.
    @discardableResult
    public func retryAll(at now: Date) async throws -> Int {
        try await database.query(JobSQL.retry, .null, .timestamp(now)).count
    }

    /// A job that waits or is parked is not wanted any more. One that is being sent cannot be stopped.
    /// - Returns: whether there was such a job.
    @discardableResult
    public func drop(_ id: Int64, at now: Date) async throws -> Bool {
        try await !database.query(JobSQL.drop, .int(id), .timestamp(now)).isEmpty
    }

    /// Forgets jobs that were done with before a moment, some at a time.
    /// - Returns: how many.
    @discardableResult
    public func forget(before: Date, limit: Int64 = 1_000) async throws -> Int {
        try await database.query(JobSQL.forget, .timestamp(before), .int(limit)).count
    }
}

public enum JobState: String, CaseIterable, Sendable {
    case pending, sending, sent, skipped, parked, dropped
}

public struct JobCount: Sendable, Hashable {
    public let lane: JobLane
    public let state: JobState
    public let jobs: Int64
}

/// One row of the outbox.
public struct JobRecord: Sendable, Hashable {
    public let id: Int64
    public let lane: String
    public let kind: String
    public let dedupeKey: String
    /// A JSON object.
    public let payload: String
    public let state: JobState
    public let attempts: Int64
    public let unknowns: Int64
    public let dueAt: Date
    public let reason: String?
    /// The provider's own name of what was sent.
    public let reference: String?
    /// What became of it after that, where the provider tells: `delivered`, `read`, `failed`.
    public let delivery: String?
    public let createdAt: Date
    public let finishedAt: Date?
}

extension JobRecord {
    init(row: Row) throws {
        guard let state = JobState(rawValue: try row.text("state")) else {
            throw DatabaseError.decoding(column: "state", expected: "a job's state")
        }
        self.init(
            id: try row.int("id"), lane: try row.text("lane"), kind: try row.text("kind"),
            dedupeKey: try row.text("dedupe_key"), payload: try row.text("payload"), state: state,
            attempts: try row.int("attempts"), unknowns: try row.int("unknowns"), dueAt: try row.date("due_at"),
            reason: try row.textOrNil("reason"), reference: try row.textOrNil("reference"),
            delivery: try row.textOrNil("delivery"), createdAt: try row.date("created_at"),
            finishedAt: try row.dateOrNil("finished_at"))
    }
}

enum JobSQL {
    /// $1 state or null, $2 before this id or null, $3 most -> as ``JobRecord``
    static let list = SQL(
        "outbox.list",
        """
        SELECT id, lane, kind, dedupe_key, payload::text AS payload, state, attempts, unknowns, due_at, reason,
            reference, delivery, created_at, finished_at
        FROM {outbox} WHERE ($1::text IS NULL OR state = $1) AND ($2::bigint IS NULL OR id < $2)
        ORDER BY id DESC LIMIT $3
        """)

    /// -> lane, state, jobs
    static let counts = SQL(
        "outbox.counts",
        "SELECT lane, state, count(*) AS jobs FROM {outbox} GROUP BY lane, state ORDER BY lane, state")

    /// $1 job or null for all that are parked, $2 now -> their ids
    static let retry = SQL(
        "outbox.retry",
        """
        UPDATE {outbox} SET state = 'pending', attempts = 0, unknowns = 0, due_at = $2, created_at = $2,
            finished_at = NULL
        WHERE state = 'parked' AND ($1::bigint IS NULL OR id = $1) RETURNING id
        """, announces: true)

    /// $1 job, $2 now -> its id
    static let drop = SQL(
        "outbox.drop",
        """
        UPDATE {outbox} SET state = 'dropped', finished_at = $2, claimed_by = NULL, claimed_until = NULL
        WHERE id = $1 AND state IN ('pending', 'parked') RETURNING id
        """)

    /// $1 before, $2 most -> ids
    static let forget = SQL(
        "outbox.forget",
        """
        DELETE FROM {outbox} WHERE id IN (
            SELECT id FROM {outbox} WHERE state IN ('sent', 'skipped', 'dropped') AND finished_at < $1
            ORDER BY id LIMIT $2)
        RETURNING id
        """)
}
