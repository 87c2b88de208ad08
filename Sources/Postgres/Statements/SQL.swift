/// A fixed statement with a name, written once beside its repository.
///
/// `{cart_line}` is a table of the scope it runs in: `t_42.cart_line` for a shop, `tokoku.cart_line` for control.
/// Nothing else is substituted, and nothing inside `'...'`. Values are `$1`, `$2`; PostgreSQL infers their types from
/// where they stand, so write `$1::bigint` where the place does not tell (`SELECT $1`, `jsonb_build_object`).
public struct SQL: Sendable {
    /// How errors and logs call the statement: `cart.lines`.
    public let name: String
    let text: StaticString

    /// Whether whoever listens by ``ConnectionPool/onAnnouncement(_:)`` hears of the shop when a unit with this statement has committed.
    let announces: Bool

    public init(_ name: StaticString, _ text: StaticString, announces: Bool = false) {
        precondition(text.hasPointerRepresentation, "a statement is longer than one character")
        self.name = name.description
        self.text = text
        self.announces = announces
    }

    /// Where the literal lies: tells statements apart without reading them, and two that share a name by mistake too.
    var identity: UInt { unsafe UInt(bitPattern: text.utf8Start) }

    func rendered(in scope: Scope) -> String { TableMarks.expand(text.description, schema: scope.schema) }
}
