public import Logging
import Synchronization
public import TokoCore

/// The server's connections to PostgreSQL and the way to them.
///
/// Connections open when first needed. `run()` is the pool's whole life: it returns after the task is cancelled or
/// ``close()`` was called, when every connection is closed.
public final class ConnectionPool: Sendable {
    public let configuration: Configuration
    let logger: Logger
    let setup: LaneSetup
    private let board: LaneBoard
    private let listeners = Listeners()
    private let life = AsyncStream<Never>.makeStream()
    private let announced = Mutex<[@Sendable (TenantID) -> Void]>([])

    public init(_ configuration: Configuration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        setup = LaneSetup(configuration, isPipelined: true, logger: logger)
        board = LaneBoard(size: configuration.size, setup: setup)
    }

    /// A pool that is let go without ``close()`` takes its threads along.
    deinit {
        life.continuation.finish()
        listeners.shut()
        board.shut()
    }

    /// A handle that acts as one shop.
    public func tenant(_ id: TenantID) -> TenantDatabase { Database(pool: self, scope: .tenant(id)) }

    /// A handle on schema `tokoku`, as the role the server logged in with.
    public var control: ControlDatabase { Database(pool: self, scope: .control) }

    /// Lives until the task is cancelled or the pool closed; then closes everything and returns. Call it once.
    public func run() async throws {
        for await _ in life.stream {}
        await close()
    }

    /// Refuses new units with ``DatabaseError/closed``, lets those under way end, and closes the connections.
    public func close() async {
        life.continuation.finish()
        await listeners.close()
        await board.close()
    }

    /// Lends a connection outside the lanes and scopes: see ``ExclusiveConnection``. It is closed after `body`, and
    /// not by ``close()``.
    @discardableResult
    public func withExclusive<Result: Sendable>(
        _ body: (ExclusiveConnection) async throws -> Result
    ) async throws -> Result {
        guard !board.isClosed else { throw DatabaseError.closed }
        let setup = LaneSetup(configuration, isPipelined: false, logger: logger)
        let connection = ExclusiveConnection(lane: try Lane(number: 0, setup: setup))
        do {
            try await connection.connect()
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Listens on a connection of its own until the stream is let go or the pool closes; reconnects by itself.
    /// - Parameter channel: at most 63 bytes.
    public func notifications(on channel: String) -> AsyncStream<Notification> {
        listeners.listen(on: channel, LaneSetup(configuration, isPipelined: false, logger: logger))
    }

    /// From now on `body` hears of each shop in which a unit with an announcing statement has committed: see ``SQL``.
    /// It is called on the committing task and must return at once.
    public func onAnnouncement(_ body: @escaping @Sendable (TenantID) -> Void) {
        announced.withLock { $0.append(body) }
    }

    func announce(_ scope: Scope) {
        guard case .tenant(let tenant) = scope else { return }
        for body in announced.withLock({ $0 }) { body(tenant) }
    }

    var isClosed: Bool { board.isClosed }

    /// Units that wait for a free connection just now.
    var waitingCount: Int { board.waitingCount }

    func runUnit(
        _ statements: [BoundStatement], in scope: Scope, deadline: ContinuousClock.Instant
    ) async throws -> [Rows] {
        let portion = Portion(
            statements: statements, scope: scope, opening: .readCommitted, commits: true, longerLimit: nil)
        return try await waiting(in: scope, until: deadline) { [board] lane, call in
            call.onCancel { lane.wake() }
            lane.post { worker in
                let patience = Patience(deadline: deadline, isCancelled: { call.isCancelled })
                let result = Result { try worker.run(portion, patience) }
                board.release(lane)
                call.answer(result)
            }
        }
    }

    func lease(in scope: Scope, isolation: Isolation, deadline: ContinuousClock.Instant) async throws -> Lease {
        let allowed = deadline - ContinuousClock.now
        let longerLimit = allowed > configuration.unitDeadline ? allowed + .seconds(5) : nil
        let lane: Lane = try await waiting(in: scope, until: deadline) { $1.answer(.success($0)) }
        return Lease(
            lane, of: board, scope: scope, isolation: isolation, deadline: deadline, longerLimit: longerLimit)
    }

    /// Waits for a lane, then for what `assigned` makes of it.
    private func waiting<Value: Sendable>(
        in scope: Scope, until deadline: ContinuousClock.Instant,
        _ assigned: @escaping @Sendable (Lane, Call<Value>) -> Void
    ) async throws -> Value {
        try Task.checkCancellation()
        let call = Call<Value>()
        let request = LaneBoard.Request(
            ticket: board.newTicket(), scope: scope,
            deadline: min(deadline, ContinuousClock.now + configuration.acquireTimeout),
            isCancelled: { call.isCancelled }, assign: { assigned($0, call) },
            refuse: { call.answer(.failure($0)) })
        call.onCancel { [board] in board.withdraw(request.ticket) }
        return try await call.value { [board] in board.enter(request) }
    }
}
