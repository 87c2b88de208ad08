public import FoundationEssentials
public import TokoCore

/// One row, read by column name. Every reader throws ``DatabaseError/decoding(column:expected:)`` when the column is
/// absent, of another type, or NULL (the ones ending in `OrNil` give nil for NULL).
public struct Row: Sendable {
    let table: ResultTable
    let start: Int

    /// From smallint, integer, bigint, and a whole numeric that fits (`sum` of bigint is numeric).
    public func int(_ column: String) throws -> Int64 { try required(column, "an integer", Binary.int) }
    public func intOrNil(_ column: String) throws -> Int64? { try optional(column, "an integer", Binary.int) }

    /// From text, varchar, enums, citext, json and jsonb.
    public func text(_ column: String) throws -> String { try required(column, "text", Binary.text) }
    public func textOrNil(_ column: String) throws -> String? { try optional(column, "text", Binary.text) }

    public func bool(_ column: String) throws -> Bool { try required(column, "a boolean", Binary.bool) }
    public func boolOrNil(_ column: String) throws -> Bool? { try optional(column, "a boolean", Binary.bool) }

    /// From real and double precision, for ranks and averages; never for money.
    public func double(_ column: String) throws -> Double { try required(column, "a float", Binary.double) }
    public func doubleOrNil(_ column: String) throws -> Double? { try optional(column, "a float", Binary.double) }

    /// From timestamptz; timestamp and date are taken as UTC. Infinity is refused.
    public func date(_ column: String) throws -> Date { try required(column, "a time", Binary.date) }
    public func dateOrNil(_ column: String) throws -> Date? { try optional(column, "a time", Binary.date) }

    public func uuid(_ column: String) throws -> UUID { try required(column, "a uuid", Binary.uuid) }
    public func uuidOrNil(_ column: String) throws -> UUID? { try optional(column, "a uuid", Binary.uuid) }

    public func bytes(_ column: String) throws -> [UInt8] { try required(column, "bytes", Binary.bytes) }
    public func bytesOrNil(_ column: String) throws -> [UInt8]? { try optional(column, "bytes", Binary.bytes) }

    /// From a one-dimensional array of smallint, integer or bigint without NULLs.
    public func ints(_ column: String) throws -> [Int64] {
        try required(column, "an array of integers") { try Binary.array($0, $1, element: Binary.int) }
    }

    public func texts(_ column: String) throws -> [String] {
        try required(column, "an array of text") { try Binary.array($0, $1, element: Binary.text) }
    }

    public func id<Entity>(_ column: String, as entity: Entity.Type = Entity.self) throws -> ID<Entity> {
        ID(try int(column))
    }

    public func idOrNil<Entity>(_ column: String, as entity: Entity.Type = Entity.self) throws -> ID<Entity>? {
        try intOrNil(column).map { ID($0) }
    }

    public func money(_ column: String) throws -> Money {
        try required(column, "an amount of rupiah") { try Money(rupiah: Binary.int($0, $1)) }
    }

    public func moneyOrNil(_ column: String) throws -> Money? {
        try optional(column, "an amount of rupiah") { try Money(rupiah: Binary.int($0, $1)) }
    }

    public func weight(_ column: String) throws -> Weight {
        try required(column, "a weight in grams") { try Weight(grams: Binary.int($0, $1)) }
    }

    public func weightOrNil(_ column: String) throws -> Weight? {
        try optional(column, "a weight in grams") { try Weight(grams: Binary.int($0, $1)) }
    }

    public func quantity(_ column: String) throws -> Quantity {
        try required(column, "a quantity") { try Quantity(pieces: Binary.int($0, $1)) }
    }

    private func required<Value>(
        _ column: String, _ expected: String, _ decode: (ArraySlice<UInt8>, TypeCode) throws -> Value
    ) throws -> Value {
        guard let value = try optional(column, expected, decode) else {
            throw DatabaseError.decoding(column: column, expected: expected)
        }
        return value
    }

    private func optional<Value>(
        _ column: String, _ expected: String, _ decode: (ArraySlice<UInt8>, TypeCode) throws -> Value
    ) throws -> Value? {
        guard let place = table.layout.places[column] else {
            throw DatabaseError.decoding(column: column, expected: expected)
        }
        let cell = table.cells[start + place]
        guard cell.length >= 0 else { return nil }
        do {
            return try decode(table.bytes[cell.offset..<(cell.offset + cell.length)], table.layout.columns[place].type)
        } catch {
            // Whatever the reason (type, size, range), the reader learns the same: the column is not what it asked.
            throw DatabaseError.decoding(column: column, expected: expected)
        }
    }
}
