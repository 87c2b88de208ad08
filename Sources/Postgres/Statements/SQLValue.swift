public import FoundationEssentials
public import TokoCore

/// A value for `$1`, `$2`, ... of a statement.
public enum SQLValue: Sendable {
    case null
    case int(Int64)
    case bool(Bool)
    /// Also for enums, dates, numerics, addresses: PostgreSQL reads the text as the type it wants there.
    case text(String)
    case bytes([UInt8])
    case uuid(UUID)
    /// To the microsecond, up to the year 9999.
    case timestamp(Date)
    /// An array for `= ANY($1)` or `unnest($1::bigint[])`.
    case ints([Int64])
    case texts([String])
    /// A JSON document, already written.
    case json(String)
}

extension SQLValue {
    public static func id<Entity>(_ id: ID<Entity>) -> SQLValue { .int(id.number) }
    public static func ids<Entity>(_ ids: [ID<Entity>]) -> SQLValue { .ints(ids.map(\.number)) }
    public static func money(_ money: Money) -> SQLValue { .int(money.rupiah) }
    public static func quantity(_ quantity: Quantity) -> SQLValue { .int(quantity.pieces) }
    public static func grams(_ weight: Weight) -> SQLValue { .int(weight.grams) }

    public static func optional(_ value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null }
    public static func optional(_ value: Int64?) -> SQLValue { value.map(SQLValue.int) ?? .null }
    public static func optional(_ value: Bool?) -> SQLValue { value.map(SQLValue.bool) ?? .null }
    public static func optional(_ value: Date?) -> SQLValue { value.map(SQLValue.timestamp) ?? .null }
    public static func optional(_ value: UUID?) -> SQLValue { value.map(SQLValue.uuid) ?? .null }
    public static func optional(_ value: [UInt8]?) -> SQLValue { value.map(SQLValue.bytes) ?? .null }
    public static func optional(_ value: Money?) -> SQLValue { value.map(SQLValue.money) ?? .null }
    public static func optional(_ value: Weight?) -> SQLValue { value.map(SQLValue.grams) ?? .null }
    public static func optional<Entity>(_ value: ID<Entity>?) -> SQLValue { value.map(SQLValue.id) ?? .null }
}
