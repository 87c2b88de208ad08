/// What goes to the server in one round trip: a whole unit, or a part of an interactive transaction.
struct Portion: Sendable {
    let statements: [BoundStatement]
    let scope: Scope
    /// Set when a transaction begins with it.
    let opening: Isolation?
    let commits: Bool
    /// How long the server may take, when that is longer than the connection's usual limit.
    let longerLimit: Duration?

    /// How an error calls it before any statement was run.
    var label: String { statements.first?.sql.name ?? "commit" }
}
