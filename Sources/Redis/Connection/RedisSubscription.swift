import Foundation
import Logging
import Synchronization

/// One connection that listens, and its thread, for as long as somebody reads the stream.
final class RedisSubscription: Sendable {
    private enum State { case running, stopping, over }

    private let state = Mutex(State.running)
    private let wakeup = Wakeup()
    private let channels: [String]
    private let address: RedisAddress
    private let connectTimeout: Duration
    private let logger: Logger
    private let stream: AsyncStream<RedisMessage>.Continuation

    /// Silence for this long is looked into: a dead peer does not say that it is dead.
    private static let patience = Duration.seconds(10)

    init(
        to channels: [String], at address: RedisAddress, connectTimeout: Duration, logger: Logger,
        into stream: AsyncStream<RedisMessage>.Continuation
    ) {
        self.channels = channels
        self.address = address
        self.connectTimeout = connectTimeout
        self.logger = logger
        self.stream = stream
        stream.onTermination = { _ in self.stop() }
        let thread = Thread { self.run() }
        thread.name = "redis-listen"
        thread.start()
    }

    var isOver: Bool { state.withLock { $0 == .over } }

    func stop() {
        state.withLock { if $0 == .running { $0 = .stopping } }
        wakeup.signal()
    }

    // MARK: On the thread

    private func run() {
        blockBrokenPipeSignal()
        var backoff = Backoff()
        var isReported = false
        while state.withLock({ $0 == .running }) {
            do {
                if listen(try RedisSocket(address, timeout: connectTimeout)) {
                    backoff.reset()
                    isReported = false
                }
            } catch {
                if !isReported { logger.warning("redis does not take a subscriber", metadata: ["cause": "\(error)"]) }
                isReported = true
            }
            if state.withLock({ $0 == .running }) { _ = wakeup.wait(backoff.next()) }
        }
        state.withLock { $0 = .over }
        stream.finish()
    }

    /// Hands on what it hears until the connection is lost or the subscription stopped.
    ///
    /// - Returns: whether it ever was live; Redis can refuse a channel.
    private func listen(_ socket: RedisSocket) -> Bool {
        socket.append((["SUBSCRIBE"] + channels.map { RedisWord($0) }).encoded)
        var confirmed = 0
        var isPinged = false
        while state.withLock({ $0 == .running }) {
            guard let isAllWritten = socket.flush() else { break }
            let ready = wakeup.wait(
                isPinged ? connectTimeout : Self.patience, socket: socket.descriptor, alsoToWrite: !isAllWritten)
            if ready.socket {
                isPinged = false
                guard socket.fill(), hear(socket, &confirmed) else { break }
            } else if !ready.wasSignalled {
                if isPinged { break }
                socket.append(["PING"].encoded)
                isPinged = true
            }
        }
        return confirmed == channels.count
    }

    private func hear(_ socket: RedisSocket, _ confirmed: inout Int) -> Bool {
        while true {
            switch socket.next() {
            case .nothingYet: return true
            case .lost, .reply(.error): return false
            case .reply(.array(let parts)):
                if parts.first == .bytes(Array("subscribe".utf8)) {
                    confirmed += 1
                    if confirmed == channels.count { stream.yield(.gap) }
                } else if parts.count == 3, parts[0] == .bytes(Array("message".utf8)),
                    case .bytes(let channel) = parts[1], case .bytes(let bytes) = parts[2]
                {
                    give(.message(channel: String(decoding: channel, as: UTF8.self), bytes: bytes))
                }
            case .reply: break
            }
        }
    }

    /// A reader who is too far behind has lost the oldest message; that is a gap like any other.
    private func give(_ message: RedisMessage) {
        if case .dropped = stream.yield(message) { stream.yield(.gap) }
    }
}
