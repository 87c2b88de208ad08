import FoundationEssentials
import Logging
import Postgres
import TokoCore

/// The schedules of one shop.
struct ScheduleBook: Sendable {
    let database: TenantDatabase
    let schedules: [Schedule]
    let worker: String
    let now: @Sendable () -> Date

    /// Runs what is due and nobody else runs, one after the other. What fails is noted and tried again after its time.
    func runDue() async throws {
        let due = try await database.query(
            ScheduleSQL.due, .texts(schedules.map(\.name)), .timestamp(now())
        ).map { try $0.text("name") }
        for schedule in schedules where due.contains(schedule.name) {
            try Task.checkCancellation()
            try await run(schedule)
        }
    }

    private func run(_ schedule: Schedule) async throws {
        let start = now()
        let token = "\(worker):\(UUID().uuidString)"
        let taken = try await database.query(
            ScheduleSQL.claim, .text(schedule.name), .timestamp(start),
            .timestamp(start + schedule.claim.timeInterval), .text(token))
        guard !taken.isEmpty else { return }
        var next: Date?
        var problem: String?
        do {
            next = try await schedule.run(database.tenant, start)
        } catch let error as CancellationError {
            throw error
        } catch {
            problem = (error as? any LoggableError)?.logDescription ?? String(reflecting: type(of: error))
            Logger.current.warning(
                "schedule failed",
                metadata: [
                    "tenant": "\(database.tenant)", "schedule": "\(schedule.name)", "why": "\(problem ?? "")",
                ])
        }
        let usual = start + schedule.every.timeInterval
        try await database.query(
            ScheduleSQL.finish, .text(schedule.name), .text(token),
            .timestamp(max(min(next ?? usual, usual), start + 1)),
            .timestamp(start), .optional(problem.map { String($0.prefix(300)) }))
    }
}

enum ScheduleSQL {
    /// $1 names, $2 now -> the names that are due; one that never ran is
    static let due = SQL(
        "schedule.due",
        """
        SELECT wanted.name FROM unnest($1::text[]) AS wanted (name) LEFT JOIN {schedule} s ON s.name = wanted.name
        WHERE s.name IS NULL OR (s.due_at <= $2 AND (s.claimed_until IS NULL OR s.claimed_until <= $2))
        """)

    /// $1 names -> due: the next of them; null: one never ran
    static let nextDue = SQL(
        "schedule.next_due",
        """
        SELECT CASE WHEN bool_and(s.name IS NOT NULL) THEN min(greatest(s.due_at, s.claimed_until)) END AS due
        FROM unnest($1::text[]) AS wanted (name) LEFT JOIN {schedule} s ON s.name = wanted.name
        """)

    /// $1 name, $2 now, $3 end of the claim, $4 claim -> a row when it is ours
    static let claim = SQL(
        "schedule.claim",
        """
        INSERT INTO {schedule} AS s (name, due_at, claimed_until, claimed_by) VALUES ($1, $2, $3, $4)
        ON CONFLICT (name) DO UPDATE SET claimed_until = $3, claimed_by = $4
        WHERE s.due_at <= $2 AND (s.claimed_until IS NULL OR s.claimed_until <= $2)
        RETURNING s.name
        """)

    /// $1 name, $2 claim, $3 next, $4 when it ran, $5 problem or null
    static let finish = SQL(
        "schedule.finish",
        """
        UPDATE {schedule} SET due_at = $3, ran_at = $4, problem = $5, claimed_until = NULL, claimed_by = NULL
        WHERE name = $1 AND claimed_by = $2
        """)

    /// -> name, due_at, ran_at, problem
    static let list = SQL("schedule.list", "SELECT name, due_at, ran_at, problem FROM {schedule} ORDER BY name")
}
