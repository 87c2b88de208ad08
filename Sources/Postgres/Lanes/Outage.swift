import Synchronization

/// Keeps a server that is down from being asked by every unit: after a failed attempt the next ones fail at once for a
/// while that grows from 20 ms to half a second.
final class Outage: Sendable {
    private struct State {
        var until: ContinuousClock.Instant?
        var pause = Duration.zero
        var reason = ""
    }

    private static let shortest = Duration.milliseconds(20)
    private static let longest = Duration.milliseconds(500)
    private let state = Mutex(State())

    /// - Throws: ``DatabaseError/cannotConnect(reason:)`` while the pause lasts.
    func check() throws {
        let reason = state.withLock { state in
            state.until.map { $0 > ContinuousClock.now } == true ? state.reason : nil
        }
        if let reason { throw DatabaseError.cannotConnect(reason: reason) }
    }

    /// True when this is news: the attempts before had succeeded.
    func failed(attemptedAt start: ContinuousClock.Instant, reason: String) -> Bool {
        state.withLock { state in
            state.reason = reason
            // Lanes that failed side by side are one failure.
            if let until = state.until, until > start { return false }
            let isNews = state.until == nil
            state.pause = min(max(state.pause * 2, Self.shortest), Self.longest)
            state.until = ContinuousClock.now + state.pause
            return isNews
        }
    }

    /// True when an outage ends with it.
    func succeeded() -> Bool {
        state.withLock { state in
            defer { state = State() }
            return state.until != nil
        }
    }
}
