/// What can go wrong with a statement. Carries SQLSTATE and the statement's name, never values: PostgreSQL's own words
/// often quote a row, so they stay out.
public enum DatabaseError: Error, Hashable, Sendable {
    /// PostgreSQL refused the statement; its transaction is rolled back. SQLSTATE as in appendix A of its manual.
    case server(sqlState: String, statement: String, constraint: String?, table: String?)
    /// The connection broke before a COMMIT was sent: nothing of the unit happened.
    case connectionLost(statement: String)
    /// The connection broke, or the deadline passed, after COMMIT was sent and before its answer: the unit happened
    /// whole or not at all, and only a look at the data tells. Never retried by itself.
    case commitInDoubt(statement: String)
    /// The unit took longer than allowed; it was cancelled and did not happen.
    case deadlineExceeded(statement: String)
    /// A statement came after one that failed in the same transaction, or after its end.
    case transactionOver(statement: String)
    /// Every connection was busy for the whole of `acquireTimeout`, or until the unit's own deadline.
    case poolTimeout
    /// The pool has been closed.
    case closed
    /// No connection could be made. The reason is libpq's: host, role and cause, no password.
    case cannotConnect(reason: String)
    /// A column is absent, NULL where that is not allowed, or of another type than the one asked for.
    case decoding(column: String, expected: String)
    /// A value that PostgreSQL has no way to keep: text with a zero byte, a time after 9999. Counted from 1.
    case unsendable(statement: String, parameter: Int)
    /// ``Rows/one()`` found none.
    case missingRow(statement: String)

    /// The five characters of SQLSTATE when PostgreSQL itself refused.
    public var sqlState: String? {
        if case .server(let sqlState, _, _, _) = self { sqlState } else { nil }
    }

    /// Another row has the same key already.
    /// - Parameter constraint: the constraint's or unique index's name; nil means any.
    public func isUniqueViolation(of constraint: String? = nil) -> Bool {
        guard case .server("23505", _, let violated, _) = self else { return false }
        return constraint == nil || violated == constraint
    }

    /// A CHECK refused the row.
    public func isCheckViolation(of constraint: String? = nil) -> Bool {
        guard case .server("23514", _, let violated, _) = self else { return false }
        return constraint == nil || violated == constraint
    }

    /// A row that is named does not exist, or one to be removed is still named by another.
    public func isForeignKeyViolation(of constraint: String? = nil) -> Bool {
        guard case .server("23503", _, let violated, _) = self else { return false }
        return constraint == nil || violated == constraint
    }

    public var isPermissionDenied: Bool { sqlState == "42501" }

    /// Two transactions stood in each other's way: the same work may succeed when done again from the start.
    var isConflict: Bool { sqlState == "40001" || sqlState == "40P01" }

    /// A prepared statement that no longer fits the schema, or is not there.
    var isStalePlan: Bool { sqlState == "0A000" || sqlState == "26000" }
}

extension DatabaseError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .server(let sqlState, let statement, let constraint, let table):
            "database refused \(statement): SQLSTATE \(sqlState)"
                + (constraint.map { ", constraint \($0)" } ?? "") + (table.map { ", table \($0)" } ?? "")
        case .connectionLost(let statement): "database connection lost in \(statement)"
        case .commitInDoubt(let statement): "database connection lost while committing after \(statement)"
        case .deadlineExceeded(let statement): "database deadline exceeded in \(statement)"
        case .transactionOver(let statement): "transaction is already over before \(statement)"
        case .poolTimeout: "no database connection became free in time"
        case .closed: "the database pool is closed"
        case .cannotConnect(let reason): "cannot connect to the database: \(reason)"
        case .decoding(let column, let expected): "column \(column) is not \(expected)"
        case .unsendable(let statement, let parameter): "value $\(parameter) of \(statement) cannot be stored"
        case .missingRow(let statement): "\(statement) found no row"
        }
    }
}
