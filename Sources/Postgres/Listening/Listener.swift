import Logging
import Synchronization

/// One `LISTEN` on a connection and thread of its own, for as long as somebody reads the stream.
final class Listener: Sendable {
    private struct State {
        var isStopping = false
        var isStopped = false
        var awaitingStop: [CheckedContinuation<Void, Never>] = []
    }

    /// Beyond this many unread elements the stream says `.gap` instead.
    static let mostUnread = 1_024
    private static let shortestPause = Duration.milliseconds(50)
    private static let longestPause = Duration.seconds(1)

    private let bell: Bell
    private let state = Mutex(State())
    private let channel: String
    private let setup: LaneSetup
    private let stream: AsyncStream<Notification>.Continuation

    init(channel: String, setup: LaneSetup, stream: AsyncStream<Notification>.Continuation) throws {
        self.channel = channel
        self.setup = setup
        self.stream = stream
        bell = try Bell()
        try OwnThread.start { [self] in live() }
    }

    func stop() {
        state.withLock { $0.isStopping = true }
        bell.ring()
    }

    func stopped() async {
        await withCheckedContinuation { continuation in
            let isStopped = state.withLock { state in
                if !state.isStopped { state.awaitingStop.append(continuation) }
                return state.isStopped
            }
            if isStopped { continuation.resume() }
        }
    }

    private var isStopping: Bool { state.withLock { $0.isStopping } }

    private func live() {
        var pause = Self.shortestPause
        while !isStopping {
            do {
                let wire = try connect()
                pause = Self.shortestPause
                relay(wire)
            } catch {
                // The reason may be cancellation by stop(); anything else is told once and tried again.
                if isStopping { break }
                if pause == Self.shortestPause {
                    setup.logger.warning("cannot listen", metadata: ["channel": "\(channel)", "reason": "\(error)"])
                }
                let end = ContinuousClock.now + pause
                while !isStopping, ContinuousClock.now < end {
                    _ = Readiness.wait(socket: nil, bell: bell, until: end)
                }
                pause = min(pause * 2, Self.longestPause)
            }
        }
        stream.finish()
        let waiting = state.withLock { state in
            state.isStopped = true
            return state.awaitingStop
        }
        for continuation in waiting { continuation.resume() }
    }

    private func connect() throws -> Wire {
        guard let address = setup.address else {
            throw DatabaseError.cannotConnect(reason: "the database URL cannot be read")
        }
        let patience = Patience(deadline: ContinuousClock.now + .seconds(5), isCancelled: { self.isStopping })
        let wire = try address.connect(bell: bell, patience)
        let quoted = channel.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        let exchange = wire.ask(.script(text: "LISTEN \"\(quoted)\"", label: "listen"), patience)
        guard exchange.isSmooth else { throw DatabaseError.connectionLost(statement: "listen") }
        return wire
    }

    /// Passes on what is said until the connection breaks or nobody wants to hear more.
    private func relay(_ wire: Wire) {
        var owesGap = !tell(.gap)
        while !isStopping {
            while let payload = wire.nextNotification() {
                if !owesGap { owesGap = !tell(.payload(payload)) }
            }
            if owesGap { owesGap = !tell(.gap) }
            // While the reader lags behind, look again soon whether there is room.
            let again = owesGap ? ContinuousClock.now + .milliseconds(100) : nil
            let events = Readiness.wait(socket: wire.socket, bell: bell, until: again)
            if events.canRead, !wire.receive() { return }
        }
    }

    /// False when the reader has too much unread already.
    private func tell(_ notification: Notification) -> Bool {
        if case .dropped = stream.yield(notification) { false } else { true }
    }
}
