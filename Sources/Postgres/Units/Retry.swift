/// Doing a unit of work again when PostgreSQL says that doing it again may help.
enum Retry {
    private static let mostConflicts = 5

    /// Repeats `attempt` after serialization failures and deadlocks (with a growing random pause), and once after a
    /// stale prepared statement (which its connection has forgotten by then).
    static func conflicts<Result>(
        deadline: Duration, _ attempt: (ContinuousClock.Instant) async throws -> Result
    ) async throws -> Result {
        let end = ContinuousClock.now + deadline
        var conflicts = 0
        var planRefreshed = false
        while true {
            do {
                return try await attempt(end)
            } catch let error as DatabaseError where error.isStalePlan && !planRefreshed {
                planRefreshed = true
            } catch let error as DatabaseError where error.isConflict && conflicts < mostConflicts {
                conflicts += 1
                let pause = Duration.microseconds(Int64.random(in: 0...(1_000 << conflicts)))
                guard ContinuousClock.now + pause < end else { throw error }
                try await Task.sleep(for: pause)
            }
        }
    }
}
