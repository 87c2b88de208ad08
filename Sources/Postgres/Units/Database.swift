public import TokoCore

/// Marks a database handle that acts as one shop.
public enum TenantScope {}
/// Marks a database handle that acts as the server itself, in schema `tokoku`.
public enum ControlScope {}

public typealias TenantDatabase = Database<TenantScope>
public typealias ControlDatabase = Database<ControlScope>

/// Runs statements in one scope, each unit of work in one transaction. Cheap to make and to copy.
///
/// A shop's unit is `BEGIN; set_config('role', 't_42', true); statements; COMMIT`: the role ends with the transaction,
/// so the connection remembers nothing of the shop. All of it throws ``DatabaseError``, and `CancellationError` when
/// the task is cancelled (the statement is then cancelled on the server too).
public struct Database<ScopeKind>: Sendable {
    let pool: ConnectionPool
    let scope: Scope

    init(pool: ConnectionPool, scope: Scope) {
        self.pool = pool
        self.scope = scope
    }

    /// One statement, one transaction, one round trip.
    @discardableResult
    public func query(_ sql: SQL, _ values: SQLValue...) async throws -> Rows {
        try await run([Statement(sql, values: values)])[0]
    }

    /// Many statements, one transaction, still one round trip; rows in the statements' order.
    @discardableResult
    public func run(_ statements: [Statement]) async throws -> [Rows] {
        guard !statements.isEmpty else { return [] }
        let statements = try statements.map(BoundStatement.init)
        let rows = try await Retry.conflicts(deadline: pool.configuration.unitDeadline) { deadline in
            try await pool.runUnit(statements, in: scope, deadline: deadline)
        }
        if statements.contains(where: \.sql.announces) { pool.announce(scope) }
        return rows
    }

    /// A transaction whose next statement depends on the last one's rows.
    ///
    /// BEGIN rides with the first statements and COMMIT follows `body` (or rides with ``Transaction/commit(after:)``).
    /// When `body` throws, everything is rolled back. A serialization failure or deadlock runs `body` again from the
    /// start, so it must do nothing outside the database, up to 5 times within the deadline.
    /// - Parameter deadline: for the whole of it, waiting for a connection and repeating included; nil means the
    ///   pool's `unitDeadline`.
    @discardableResult
    public func transaction<Result: Sendable>(
        isolation: Isolation = .readCommitted, deadline: Duration? = nil,
        _ body: (Transaction) async throws -> Result
    ) async throws -> Result {
        try await Retry.conflicts(deadline: deadline ?? pool.configuration.unitDeadline) { deadline in
            try await Transaction.attempt(on: pool, in: scope, isolation: isolation, deadline: deadline, body)
        }
    }
}

extension TenantDatabase {
    public var tenant: TenantID {
        guard case .tenant(let id) = scope else { preconditionFailure("only ConnectionPool.tenant makes these") }
        return id
    }
}
