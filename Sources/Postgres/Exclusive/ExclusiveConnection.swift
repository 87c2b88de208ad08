/// A connection of its own, outside the lanes and the scopes: for migrations, provisioning and advisory locks.
///
/// It acts as the role of the pool's URL. Its session ends with the body it was lent to, and locks with it.
public struct ExclusiveConnection: Sendable {
    /// Runs a whole script by the simple protocol: many statements, one implicit transaction unless it says `BEGIN`.
    /// - Parameter name: how errors call it, for instance the file's name.
    public func script(_ sql: String, name: String) async throws {
        throw DatabaseError.closed
    }

    /// Runs one statement; `text` may be composed, values go by `$1`, `$2`.
    @discardableResult
    public func query(_ text: String, _ values: SQLValue..., name: String = "query") async throws -> Rows {
        throw DatabaseError.closed
    }

    /// The same, values as an array.
    @discardableResult
    public func query(text: String, values: [SQLValue] = [], name: String = "query") async throws -> Rows {
        throw DatabaseError.closed
    }
}
