/// A statement whose values are already in the form they travel in.
struct BoundStatement: Sendable {
    let sql: SQL
    let parameters: Parameters

    /// - Throws: ``DatabaseError/unsendable(statement:parameter:)``.
    init(_ statement: Statement) throws {
        sql = statement.sql
        parameters = try Parameters(statement.values, of: statement.sql.name)
    }
}
