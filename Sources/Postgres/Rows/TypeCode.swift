/// A PostgreSQL type by its number in `pg_type`: the built-in ones that a shop's tables use.
struct TypeCode: Hashable, Sendable {
    let oid: UInt32

    static let bool = TypeCode(oid: 16)
    static let bytea = TypeCode(oid: 17)
    static let int8 = TypeCode(oid: 20)
    static let int2 = TypeCode(oid: 21)
    static let int4 = TypeCode(oid: 23)
    static let object = TypeCode(oid: 26)
    static let float4 = TypeCode(oid: 700)
    static let float8 = TypeCode(oid: 701)
    static let date = TypeCode(oid: 1082)
    static let timestamp = TypeCode(oid: 1114)
    static let timestamptz = TypeCode(oid: 1184)
    static let numeric = TypeCode(oid: 1700)
    static let uuid = TypeCode(oid: 2950)
    static let jsonb = TypeCode(oid: 3802)

    /// Types whose binary form is their text: char, name, text, json, xml, unknown, bpchar, varchar.
    private static let plainTexts: Set<UInt32> = [18, 19, 25, 114, 142, 705, 1042, 1043]
    /// Numbers from here on belong to types made in this database: enums and extensions such as citext.
    private static let firstOfUsers: UInt32 = 16_384

    var isText: Bool { Self.plainTexts.contains(oid) || oid >= Self.firstOfUsers }
}
