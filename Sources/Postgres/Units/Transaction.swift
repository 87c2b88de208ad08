/// An open transaction, valid inside the body of ``Database/transaction(isolation:deadline:_:)`` only.
public struct Transaction: Sendable {
    let lease: Lease

    /// Runs one statement; the first one also opens the transaction, in the same round trip.
    /// - Throws: ``DatabaseError``. After a failed statement all others throw ``DatabaseError/transactionOver(statement:)``.
    @discardableResult
    public func query(_ sql: SQL, _ values: SQLValue...) async throws -> Rows {
        try await run([Statement(sql, values: values)])[0]
    }

    /// Runs many statements in one round trip.
    @discardableResult
    public func run(_ statements: [Statement]) async throws -> [Rows] {
        guard !statements.isEmpty else { return [] }
        return try await lease.run(statements.map(BoundStatement.init), commit: false)
    }

    /// Runs the last statements and COMMIT in one round trip. Nothing may follow; without it COMMIT goes out by itself.
    @discardableResult
    public func commit(after statements: [Statement] = []) async throws -> [Rows] {
        try await lease.run(statements.map(BoundStatement.init), commit: true)
    }

    static func attempt<Result: Sendable>(
        on pool: ConnectionPool, in scope: Scope, isolation: Isolation, deadline: ContinuousClock.Instant,
        _ body: (Transaction) async throws -> Result
    ) async throws -> Result {
        let lease = try await pool.lease(in: scope, isolation: isolation, deadline: deadline)
        do {
            let result = try await body(Transaction(lease: lease))
            try await lease.commitIfOpen()
            await lease.release()
            if lease.announces { pool.announce(scope) }
            return result
        } catch {
            await lease.release()
            // The body may have wrapped it, but a conflict stays a conflict: the whole may be done again.
            if let failure = lease.failure, failure.isConflict || failure.isStalePlan { throw failure }
            throw error
        }
    }
}
