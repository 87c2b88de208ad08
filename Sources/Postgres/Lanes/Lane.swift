import Synchronization

/// One connection with the thread that owns it. Others post errands to it; it also watches the socket while it rests,
/// so that a restart of the server is noticed before the next unit comes.
final class Lane: Sendable {
    typealias Errand = @Sendable (LaneWorker) -> Void

    private struct Mailbox {
        var errands: [Errand] = []
        var isAsleep = false
        var isStopping = false
        var isStopped = false
        var awaitingStop: [CheckedContinuation<Void, Never>] = []
    }

    private enum Next {
        case run(Errand)
        case rest
        case stop
    }

    let number: Int
    private let bell: Bell
    private let mailbox = Mutex(Mailbox())

    /// - Throws: ``DatabaseError/cannotConnect(reason:)`` when the system has no thread or descriptor left.
    init(number: Int, setup: LaneSetup) throws {
        self.number = number
        bell = try Bell()
        try OwnThread.start { [self] in live(with: setup) }
    }

    func post(_ errand: @escaping Errand) {
        let wasAsleep = mailbox.withLock { mailbox in
            mailbox.errands.append(errand)
            defer { mailbox.isAsleep = false }
            return mailbox.isAsleep
        }
        if wasAsleep { bell.ring() }
    }

    /// Makes the thread look whether what it waits for is still wanted.
    func wake() { bell.ring() }

    /// Ends the thread after what was posted so far, and closes the connection.
    func stop() {
        mailbox.withLock { $0.isStopping = true }
        bell.ring()
    }

    func stopped() async {
        await withCheckedContinuation { continuation in
            let isStopped = mailbox.withLock { mailbox in
                if !mailbox.isStopped { mailbox.awaitingStop.append(continuation) }
                return mailbox.isStopped
            }
            if isStopped { continuation.resume() }
        }
    }

    private func live(with setup: LaneSetup) {
        let worker = LaneWorker(setup, bell: bell)
        while true {
            switch next() {
            case .run(let errand): errand(worker)
            case .rest:
                if Readiness.wait(socket: worker.socket, bell: bell, until: nil).canRead { worker.listenWhileResting() }
            case .stop:
                worker.hangUp()
                let waiting = mailbox.withLock { mailbox in
                    mailbox.isStopped = true
                    return mailbox.awaitingStop
                }
                for continuation in waiting { continuation.resume() }
                return
            }
        }
    }

    private func next() -> Next {
        mailbox.withLock { mailbox in
            if !mailbox.errands.isEmpty { return .run(mailbox.errands.removeFirst()) }
            if mailbox.isStopping { return .stop }
            mailbox.isAsleep = true
            return .rest
        }
    }
}
