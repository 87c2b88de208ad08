/// A statement with its values, ready to run.
public struct Statement: Sendable {
    public let sql: SQL
    public let values: [SQLValue]

    public init(_ sql: SQL, _ values: SQLValue...) {
        self.init(sql, values: values)
    }

    public init(_ sql: SQL, values: [SQLValue]) {
        self.sql = sql
        self.values = values
    }
}
