import Foundation
import Synchronization

/// Stands in for a provider: a real HTTP server on 127.0.0.1 that says what the test tells it to, nonsense included.
public final class ProviderDouble: Sendable {
    public enum Reply: Sendable {
        case answer(status: Int, contentType: String?, body: String)
        /// The request is read and nothing is ever said.
        case silence
        /// The request is read and the connection closed.
        case hangUp
        /// These bytes, whatever they are, and the connection is closed.
        case raw(String)

        public static func json(_ body: String, status: Int = 200) -> Reply {
            .answer(status: status, contentType: "application/json", body: body)
        }

        public static func page(_ body: String, status: Int) -> Reply {
            .answer(status: status, contentType: "text/html; charset=UTF-8", body: body)
        }
    }

    private let listener: LocalSocket
    private let port: UInt16
    private let handler: @Sendable (ProviderRequest) -> Reply
    private let seen = Mutex<[ProviderRequest]>([])

    private init(handler: @escaping @Sendable (ProviderRequest) -> Reply) throws {
        listener = try LocalSocket.bound()
        port = try listener.port
        self.handler = handler
        try listener.listen()
        Thread.detachNewThread { [self] in
            while let connection = listener.accepted() {
                Thread.detachNewThread { self.serve(connection) }
            }
        }
    }

    /// `http://127.0.0.1:40123`
    public var baseURL: String { "http://127.0.0.1:\(port)" }

    /// What was asked so far, in order.
    public var requests: [ProviderRequest] { seen.withLock { $0 } }

    /// A provider that answers every request by `handler`, for as long as `body` runs.
    public static func answering<Result>(
        _ handler: @escaping @Sendable (ProviderRequest) -> Reply, _ body: (ProviderDouble) async throws -> Result
    ) async throws -> Result {
        let double = try ProviderDouble(handler: handler)
        defer { double.listener.shutDown() }
        return try await body(double)
    }

    /// The same, with one reply after the other, the last one for ever.
    public static func replying<Result>(
        _ replies: Reply..., body: (ProviderDouble) async throws -> Result
    ) async throws -> Result {
        try await replying(replies, body: body)
    }

    public static func replying<Result>(
        _ replies: [Reply], body: (ProviderDouble) async throws -> Result
    ) async throws -> Result {
        let next = Mutex(0)
        return try await answering(
            { _ in
                next.withLock { next in
                    let reply = replies[min(next, replies.count - 1)]
                    next += 1
                    return reply
                }
            }, body)
    }

    /// The URL of a port that refuses every connection while `body` runs.
    public static func absent<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let socket = try LocalSocket.bound()
        let result = try await body("http://127.0.0.1:\(try socket.port)")
        return withExtendedLifetime(socket) { result }
    }

    private func serve(_ connection: LocalSocket) {
        var bytes: [UInt8] = []
        var request: ProviderRequest?
        while request == nil {
            let more = connection.received()
            guard !more.isEmpty else { return }
            bytes += more
            request = ProviderRequest(bytes)
        }
        guard let request else { return }
        seen.withLock { $0.append(request) }
        switch handler(request) {
        case .answer(let status, let contentType, let body):
            let kind = contentType.map { "Content-Type: \($0)\r\n" } ?? ""
            let length = body.utf8.count
            connection.send(
                Array("HTTP/1.1 \(status) X\r\n\(kind)Content-Length: \(length)\r\nConnection: close\r\n\r\n".utf8)
                    + Array(body.utf8))
        case .silence:
            while !connection.received().isEmpty {}
        case .hangUp:
            connection.shutDown()
        case .raw(let text):
            connection.send(Array(text.utf8))
        }
        connection.shutDown()
    }
}
