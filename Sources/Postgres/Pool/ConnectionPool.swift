public import Logging
public import TokoCore

/// The server's connections to PostgreSQL and the way to them.
///
/// Connections open when first needed. `run()` is the pool's whole life: it returns after the task is cancelled or
/// ``close()`` was called, when every connection is closed.
public final class ConnectionPool: Sendable {
    public let configuration: Configuration
    let logger: Logger

    public init(_ configuration: Configuration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// A handle that acts as one shop.
    public func tenant(_ id: TenantID) -> TenantDatabase { Database(pool: self, scope: .tenant(id)) }

    /// A handle on schema `tokoku`, as the role the server logged in with.
    public var control: ControlDatabase { Database(pool: self, scope: .control) }

    public func run() async throws {
    }

    public func close() async {
    }

    /// Lends a connection outside the lanes and scopes: see ``ExclusiveConnection``.
    public func withExclusive<Result: Sendable>(
        _ body: (ExclusiveConnection) async throws -> Result
    ) async throws -> Result {
        throw DatabaseError.closed
    }

    /// Listens on a connection of its own until the stream is let go or the pool closes; reconnects by itself.
    /// - Parameter channel: at most 63 bytes.
    public func notifications(on channel: String) -> AsyncStream<Notification> {
        AsyncStream { $0.finish() }
    }

    func runUnit(
        _ statements: [BoundStatement], in scope: Scope, deadline: ContinuousClock.Instant
    ) async throws -> [Rows] {
        throw DatabaseError.closed
    }

    func lease(in scope: Scope, isolation: Isolation, deadline: ContinuousClock.Instant) async throws -> Lease {
        throw DatabaseError.closed
    }
}

final class Lease: Sendable {
    var failure: DatabaseError? { nil }
    func run(_ statements: [BoundStatement], commit: Bool) async throws -> [Rows] { [] }
    func commitIfOpen() async throws {}
    func release() async {}
}
