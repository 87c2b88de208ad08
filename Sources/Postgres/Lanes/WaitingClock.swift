import Synchronization

/// A thread that calls back when the next waiter's time is up; it sleeps as long as nobody waits.
final class WaitingClock: Sendable {
    private struct State {
        var next: ContinuousClock.Instant?
        var isStopped = false
    }

    private let bell: Bell
    private let state = Mutex(State())
    private let expire: @Sendable () -> ContinuousClock.Instant?

    /// - Parameter expire: deals with who is late, and tells when to come again.
    init(expire: @escaping @Sendable () -> ContinuousClock.Instant?) throws {
        self.expire = expire
        bell = try Bell()
        try OwnThread.start { [self] in live() }
    }

    /// Makes sure that `expire` runs soon after `moment`.
    func remind(at moment: ContinuousClock.Instant) {
        let isSooner = state.withLock { state in
            if let next = state.next, next <= moment { return false }
            state.next = moment
            return true
        }
        if isSooner { bell.ring() }
    }

    func stop() {
        state.withLock { $0.isStopped = true }
        bell.ring()
    }

    private func live() {
        while true {
            let (next, isStopped) = state.withLock { ($0.next, $0.isStopped) }
            if isStopped { return }
            _ = Readiness.wait(socket: nil, bell: bell, until: next)
            guard let next, ContinuousClock.now >= next else { continue }
            state.withLock { $0.next = nil }
            if let later = expire() { remind(at: later) }
        }
    }
}
