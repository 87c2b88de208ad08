public import Logging
import Synchronization

/// Talks to one Redis over a few connections, each with a thread of its own. Commands of many tasks travel together:
/// whatever is waiting when a connection is ready goes out in one write.
///
/// While Redis is down every command fails at once with ``RedisError/unavailable``, and the connections come back by
/// themselves. Nothing in Redis is the truth, so callers go on without it.
public final class RedisClient: Sendable {
    private let address: RedisAddress
    private let commandTimeout: Duration
    private let logger: Logger
    private let links: [RedisLink]
    private let turn = Atomic<Int>(0)
    private let subscriptions = Mutex<[RedisSubscription]>([])

    /// Starts connecting; does not wait for it.
    ///
    /// - Parameters:
    ///   - url: `redis://[[user]:password@]host[:port][/db]` or `unix:/path[?db=1]`.
    ///   - connections: 1 to 64.
    ///   - commandTimeout: how long a command may wait for its answer, and a connection for being made.
    /// - Throws: ``RedisURLError`` when the URL is not one of these.
    public init(
        url: String, connections: Int = 1, commandTimeout: Duration = .milliseconds(500),
        logger: Logger = Logger(label: "redis")
    ) throws(RedisURLError) {
        let address = try RedisAddress(url)
        self.address = address
        self.commandTimeout = commandTimeout
        self.logger = logger
        links = (0..<min(64, max(1, connections))).map { _ in
            RedisLink(to: address, commandTimeout: commandTimeout, logger: logger)
        }
    }

    deinit {
        links.forEach { $0.stop() }
        subscriptions.withLock { $0 }.forEach { $0.stop() }
    }

    /// Whether at least one connection stands. A moment's observation: the next command may still fail.
    public var isUp: Bool { links.contains(where: \.isUp) }

    /// Sends one command, such as `["HGET", "g:rates", "idr"]`.
    ///
    /// - Throws: ``RedisError/server(code:)`` when Redis refuses it.
    @discardableResult
    public func command(_ words: [RedisWord]) async throws(RedisError) -> RedisReply {
        let link = links[Int(UInt(bitPattern: turn.wrappingAdd(1, ordering: .relaxed).newValue) % UInt(links.count))]
        let reply = try await link.reply(to: words.encoded).get()
        if case .error(let code) = reply { throw .server(code: code) }
        return reply
    }

    /// What `subscribe` heard, from now until the stream is dropped or the client closed. It has a connection of its
    /// own, which comes back by itself: each time it becomes live, the first time too, the stream gives
    /// ``RedisMessage/gap``. A reader who falls 4,096 messages behind loses the oldest, and hears `gap` too.
    public func subscribe(_ channels: [String]) -> AsyncStream<RedisMessage> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: RedisMessage.self, bufferingPolicy: .bufferingNewest(4_096))
        let subscription = RedisSubscription(
            to: channels, at: address, connectTimeout: commandTimeout, logger: logger, into: continuation)
        subscriptions.withLock { open in
            open.removeAll(where: \.isOver)
            open.append(subscription)
        }
        return stream
    }

    /// Ends the connections and subscriptions. What still waits for an answer gets ``RedisError/closed``.
    public func close() async {
        let open = subscriptions.withLock { open in
            defer { open = [] }
            return open
        }
        open.forEach { $0.stop() }
        links.forEach { $0.stop() }
        for link in links { await link.over() }
    }
}
