import FoundationEssentials
import Logging
import Postgres
import Synchronization
import Tenancy
import TestSupport
import TokoCore

@testable import Jobs

/// A clock that tests move.
final class TestClock: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 1_790_000_000))

    var now: Date { time.withLock { $0 } }

    func advance(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
}

/// A provider as tests want it: does what `act` says and remembers what it was asked.
final class Recorder: LaneHandler {
    typealias Act = @Sendable (Job) async throws -> JobOutcome

    let policy: RetryPolicy
    let account: Provider?
    let marksSending: Bool
    private let act: Act
    private let seen = Mutex<[String]>([])

    init(
        _ policy: RetryPolicy = .test, account: Provider? = .gmail, marksSending: Bool = true,
        act: @escaping Act = { _ in .done() }
    ) {
        self.policy = policy
        self.account = account
        self.marksSending = marksSending
        self.act = act
    }

    /// Dedupe keys in the order they were attempted.
    var attempts: [String] { seen.withLock { $0 } }

    func provider(for tenant: TenantID) async throws -> Provider? { account }

    func attempt(_ jobs: [Job], for tenant: TenantID, log: any AttemptLog) async throws {
        for job in jobs {
            if marksSending { try await log.sending(job) }
            seen.withLock { $0.append(job.dedupeKey) }
            try await log.finish(job, try await act(job))
        }
    }
}

extension RetryPolicy {
    static let test = RetryPolicy(
        batch: 5, delays: [.seconds(10), .seconds(60)], attempts: 3, lifetime: .seconds(86_400), unknownRepeats: 1)
}

struct Crash: Error {}

extension ShopFixture {
    func engine(
        _ handler: any LaneHandler, schedules: [Schedule] = [], clock: TestClock, worker: String = "test"
    ) -> JobEngine {
        let pool = pool
        return JobEngine(
            tenants: { [] }, database: { pool.tenant($0) }, handlers: [.mail: handler], schedules: schedules,
            worker: worker, now: { clock.now })
    }

    func enqueue(_ key: String, at clock: TestClock) async throws {
        let job = NewJob(lane: .mail, kind: "mail.test", dedupeKey: key, due: clock.now)
        try await database.run([Outbox.enqueue(job)])
        try await database.query(WorkshopSQL.age, .text(key), .timestamp(clock.now))
    }

    func job(_ key: String) async throws -> JobRecord? {
        try await JobRepository(database).list(limit: 1_000).first { $0.dedupeKey == key }
    }
}

enum WorkshopSQL {
    /// $1 key, $2 when it was asked for
    static let age = SQL("test.age", "UPDATE {outbox} SET created_at = $2 WHERE dedupe_key = $1")

    /// $1 how many, $2 due
    static let many = SQL(
        "test.many",
        """
        INSERT INTO {outbox} (lane, kind, dedupe_key, due_at, created_at)
        SELECT 'mail', 'mail.test', 'many:' || n, $2, $2 FROM generate_series(1, $1::bigint) n
        """)

    static let terminate = SQL(
        "test.terminate",
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
        """)
}
