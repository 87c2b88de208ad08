import Foundation
import Logging
import Synchronization

/// One connection for commands, and its thread. Tasks leave their commands in a mailbox; the thread writes all that
/// wait in one go, and hands out the answers in order.
final class RedisLink: Sendable {
    struct Pending: Sendable {
        let command: [UInt8]
        let deadline: ContinuousClock.Instant
        let continuation: CheckedContinuation<Result<RedisReply, RedisError>, Never>

        func fail(_ error: RedisError) { continuation.resume(returning: .failure(error)) }
    }

    private enum State {
        /// For the first time, or at once after a connection was lost: commands wait for the outcome.
        case connecting
        case up
        /// The last attempt failed: commands are refused until one succeeds.
        case down
    }

    private struct Mailbox {
        var waiting: [Pending] = []
        var state = State.connecting
        var isSignalled = false
        var isStopping = false
        var isOver = false
        var waitingForEnd: [CheckedContinuation<Void, Never>] = []
    }

    private let mailbox = Mutex(Mailbox())
    private let wakeup = Wakeup()
    private let address: RedisAddress
    private let commandTimeout: Duration
    private let logger: Logger

    init(to address: RedisAddress, commandTimeout: Duration, logger: Logger) {
        self.address = address
        self.commandTimeout = commandTimeout
        self.logger = logger
        let thread = Thread { self.run() }
        thread.name = "redis"
        thread.start()
    }

    var isUp: Bool { mailbox.withLock { $0.state == .up } }

    func reply(to command: [UInt8]) async -> Result<RedisReply, RedisError> {
        await withCheckedContinuation { continuation in
            let pending = Pending(
                command: command, deadline: .now.advanced(by: commandTimeout), continuation: continuation)
            let (refusal, mustSignal): (RedisError?, Bool) = mailbox.withLock { mailbox in
                if mailbox.isStopping { return (.closed, false) }
                if mailbox.state == .down { return (.unavailable, false) }
                mailbox.waiting.append(pending)
                defer { mailbox.isSignalled = true }
                return (nil, !mailbox.isSignalled)
            }
            if let refusal { pending.fail(refusal) }
            if mustSignal { wakeup.signal() }
        }
    }

    func stop() {
        mailbox.withLock { $0.isStopping = true }
        wakeup.signal()
    }

    func over() async {
        await withCheckedContinuation { continuation in
            let isOver = mailbox.withLock { mailbox in
                if !mailbox.isOver { mailbox.waitingForEnd.append(continuation) }
                return mailbox.isOver
            }
            if isOver { continuation.resume() }
        }
    }

    // MARK: On the thread

    private func run() {
        blockBrokenPipeSignal()
        var backoff = Backoff()
        var isReported = false
        while !mailbox.withLock({ $0.isStopping }) {
            do {
                let socket = try RedisSocket(address, timeout: commandTimeout)
                backoff.reset()
                enter(.up)
                if isReported { logger.notice("redis is back") }
                isReported = false
                serve(socket)
                enter(.connecting)
            } catch {
                enter(.down)
                if !isReported { logger.warning("redis is unavailable", metadata: ["cause": "\(error)"]) }
                isReported = true
                _ = wakeup.wait(backoff.next())
            }
        }
        let (waiting, ends) = mailbox.withLock { mailbox in
            mailbox.isOver = true
            mailbox.state = .down
            defer {
                mailbox.waiting = []
                mailbox.waitingForEnd = []
            }
            return (mailbox.waiting, mailbox.waitingForEnd)
        }
        waiting.forEach { $0.fail(.closed) }
        ends.forEach { $0.resume() }
    }

    private func enter(_ state: State) {
        let refused: [Pending] = mailbox.withLock { mailbox in
            mailbox.state = state
            guard state == .down else { return [] }
            defer { mailbox.waiting = [] }
            return mailbox.waiting
        }
        refused.forEach { $0.fail(.unavailable) }
    }

    /// Carries commands and answers until the connection is lost or the client closed.
    private func serve(_ socket: RedisSocket) {
        var sent: ArraySlice<Pending> = []
        let end = { (error: RedisError) in sent.forEach { $0.fail(error) } }
        while true {
            let (batch, isStopping) = mailbox.withLock { mailbox in
                defer {
                    mailbox.waiting = []
                    mailbox.isSignalled = false
                }
                return (mailbox.waiting, mailbox.isStopping)
            }
            for pending in batch { socket.append(pending.command) }
            sent += batch
            if isStopping { return end(.closed) }
            guard let isAllWritten = socket.flush() else { return end(.unavailable) }
            let time = sent.first.map { $0.deadline - .now }
            let ready = wakeup.wait(time, socket: socket.descriptor, alsoToWrite: !isAllWritten)
            if ready.socket {
                guard socket.fill() else { return end(.unavailable) }
                guard hand(socket, to: &sent) else { return end(.unavailable) }
            }
            // Answers come in order, so one that is missing holds up all behind it: only a new connection helps.
            if let first = sent.first, first.deadline <= .now { return end(.timedOut) }
        }
    }

    /// `false` when what came is no answer to anything that was asked.
    private func hand(_ socket: RedisSocket, to sent: inout ArraySlice<Pending>) -> Bool {
        while true {
            switch socket.next() {
            case .nothingYet: return true
            case .lost: return false
            case .reply(let reply):
                guard let pending = sent.popFirst() else { return false }
                pending.continuation.resume(returning: .success(reply))
            }
        }
    }
}
