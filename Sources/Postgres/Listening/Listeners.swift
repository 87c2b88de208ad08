import Logging
import Synchronization

/// The listeners of one pool.
final class Listeners: Sendable {
    private struct State {
        var active: [UInt64: Listener] = [:]
        var lastNumber: UInt64 = 0
        var isClosed = false
    }

    private let state = Mutex(State())

    func listen(on channel: String, _ setup: LaneSetup) -> AsyncStream<Notification> {
        let (stream, continuation) = AsyncStream<Notification>.makeStream(
            bufferingPolicy: .bufferingOldest(Listener.mostUnread))
        do {
            let number = try state.withLock { state in
                guard !state.isClosed else { throw DatabaseError.closed }
                state.lastNumber += 1
                state.active[state.lastNumber] = try Listener(channel: channel, setup: setup, stream: continuation)
                return state.lastNumber
            }
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { $0.active.removeValue(forKey: number) }?.stop()
            }
        } catch {
            setup.logger.error("cannot listen", metadata: ["channel": "\(channel)", "reason": "\(error)"])
            continuation.finish()
        }
        return stream
    }

    func close() async {
        for listener in shut() { await listener.stopped() }
    }

    /// Stops all without waiting for them.
    @discardableResult
    func shut() -> [Listener] {
        let active = state.withLock { state in
            state.isClosed = true
            return Array(state.active.values)
        }
        for listener in active { listener.stop() }
        return active
    }
}
