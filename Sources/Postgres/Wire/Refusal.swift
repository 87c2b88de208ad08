/// An error of the server in its own words, which stay inside this target.
struct Refusal: Sendable {
    /// Empty when libpq itself made the error: the connection broke.
    let sqlState: String
    let severity: String
    let constraint: String?
    let table: String?
    let message: String
    /// The character of the statement it points at, counted from 1.
    let position: Int?

    /// The backend ended with it.
    var isFatal: Bool { sqlState.isEmpty || severity == "FATAL" || severity == "PANIC" }

    func error(in statement: String) -> DatabaseError {
        .server(sqlState: sqlState, statement: statement, constraint: constraint, table: table)
    }

    /// Class 42 speaks of names and syntax, never of values, so a developer may see it.
    var publicMessage: String? { sqlState.hasPrefix("42") ? message : nil }
}
