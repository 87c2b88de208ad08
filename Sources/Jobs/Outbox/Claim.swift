import FoundationEssentials
import Postgres
import Tenancy
import TokoCore

/// Jobs of one lane of one shop that are this worker's for a while.
struct Claim: Sendable {
    let database: TenantDatabase
    /// Unique for each claim, so that a worker that was too slow cannot report on what is another's by now.
    let token: String
    let policy: RetryPolicy
    let now: @Sendable () -> Date

    /// A taken job, and whether its last attempt left without an answer.
    struct Taken: Sendable {
        let job: Job
        let isLapsed: Bool
    }

    init(_ database: TenantDatabase, policy: RetryPolicy, worker: String, now: @escaping @Sendable () -> Date) {
        self.database = database
        self.policy = policy
        self.now = now
        token = "\(worker):\(UUID().uuidString)"
    }

    func take(from lane: JobLane) async throws -> [Taken] {
        let now = now()
        return try await database.query(
            OutboxSQL.claim, .text(lane.rawValue), .timestamp(now), .int(Int64(policy.batch)),
            .timestamp(now + policy.claim.timeInterval), .text(token)
        ).map { row in
            Taken(
                job: Job(
                    id: try row.int("id"), lane: lane, kind: try row.text("kind"),
                    dedupeKey: try row.text("dedupe_key"), payload: try row.text("payload"),
                    attempts: try row.int("attempts"), unknowns: try row.int("unknowns"),
                    createdAt: try row.date("created_at")),
                isLapsed: try row.text("state") == "sending")
        }
    }

    /// Gives back what nobody reported on. The database may just have gone away: then a few times, for otherwise the
    /// jobs wait until the claim is over.
    func release() async throws {
        for wait in [Duration.milliseconds(200), .seconds(1), .seconds(3)] {
            do {
                try await database.query(OutboxSQL.release, .text(token), .timestamp(now()))
                return
            } catch is DatabaseError {
                try await Task.sleep(for: wait)
            }
        }
        try await database.query(OutboxSQL.release, .text(token), .timestamp(now()))
    }
}

extension Claim: AttemptLog {
    func sending(_ job: Job) async throws {
        if try await database.query(OutboxSQL.sending, .int(job.id), .text(token)).isEmpty { throw ClaimLost() }
    }

    func finish(_ job: Job, _ outcome: JobOutcome) async throws {
        let written = Verdict(outcome, of: job, under: policy, at: now())
        let rows = try await database.query(
            OutboxSQL.finish, .int(job.id), .text(token), .text(written.state), .int(written.attempts),
            .int(written.unknowns), .optional(written.due), .optional(written.reason), .optional(written.reference),
            .optional(written.finished))
        if rows.isEmpty { throw ClaimLost() }
    }
}

/// Another worker has the job by now, or a person has dropped it.
struct ClaimLost: Error {}

extension Duration {
    var timeInterval: TimeInterval {
        let (seconds, attoseconds) = components
        return TimeInterval(seconds) + TimeInterval(attoseconds) / 1e18
    }
}
