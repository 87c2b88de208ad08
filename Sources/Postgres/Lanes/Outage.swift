import Synchronization

/// Keeps a server that is down from being asked by every unit: after a failed attempt the next ones fail at once for a
/// while that grows from 20 ms to half a second, and then one alone tries while the others go on failing at once.
final class Outage: Sendable {
    private struct State {
        /// Set while the outage lasts.
        var until: ContinuousClock.Instant?
        var pause = Duration.zero
        var reason = ""
        var isProbed = false
    }

    private static let shortest = Duration.milliseconds(20)
    private static let longest = Duration.milliseconds(500)
    private let state = Mutex(State())

    /// Asks whether to try; whoever may tells the result afterwards.
    /// - Throws: ``DatabaseError/cannotConnect(reason:)`` when there is no point in trying now.
    func admit() throws {
        let reason: String? = state.withLock { state in
            guard let until = state.until else { return nil }
            if state.isProbed || until > ContinuousClock.now { return state.reason }
            state.isProbed = true
            return nil
        }
        if let reason { throw DatabaseError.cannotConnect(reason: reason) }
    }

    /// True when this is news: the attempts before had succeeded.
    func failed(attemptedAt start: ContinuousClock.Instant, reason: String) -> Bool {
        state.withLock { state in
            state.reason = reason
            state.isProbed = false
            // Lanes that failed side by side are one failure.
            if let until = state.until, until > start { return false }
            let isNews = state.until == nil
            state.pause = min(max(state.pause * 2, Self.shortest), Self.longest)
            state.until = ContinuousClock.now + state.pause
            return isNews
        }
    }

    /// The attempt was given up before it told anything.
    func learnedNothing() {
        state.withLock { $0.isProbed = false }
    }

    /// True when an outage ends with it.
    func succeeded() -> Bool {
        state.withLock { state in
            defer { state = State() }
            return state.until != nil
        }
    }
}
