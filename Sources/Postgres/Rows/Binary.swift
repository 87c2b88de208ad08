import FoundationEssentials

/// Readers of PostgreSQL's binary formats (big-endian; `src/backend/utils/adt/*send` is their only description).
enum Binary {
    /// Another type, another size, or out of range. ``Row`` turns it into an error that names the column.
    struct Mismatch: Error {}

    static func int(_ bytes: ArraySlice<UInt8>, _ type: TypeCode) throws -> Int64 {
        switch (type, bytes.count) {
        case (.int2, 2): Int64(Int16(truncatingIfNeeded: bits(bytes)))
        case (.int4, 4): Int64(Int32(truncatingIfNeeded: bits(bytes)))
        case (.object, 4): Int64(UInt32(truncatingIfNeeded: bits(bytes)))
        case (.int8, 8): Int64(bitPattern: bits(bytes))
        case (.numeric, 8...): try wholeNumeric(bytes)
        default: throw Mismatch()
        }
    }

    static func text(_ bytes: ArraySlice<UInt8>, _ type: TypeCode) throws -> String {
        if type == .jsonb, bytes.first == 1 { return String(decoding: bytes.dropFirst(), as: UTF8.self) }
        guard type.isText, let text = String(validating: bytes, as: UTF8.self) else { throw Mismatch() }
        return text
    }

    static func bool(_ bytes: ArraySlice<UInt8>, _ type: TypeCode) throws -> Bool {
        guard type == .bool, bytes.count == 1 else { throw Mismatch() }
        return bytes.first == 1
    }

    static func double(_ bytes: ArraySlice<UInt8>, _ type: TypeCode) throws -> Double {
        switch (type, bytes.count) {
        case (.float4, 4): Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits(bytes))))
        case (.float8, 8): Double(bitPattern: bits(bytes))
        default: throw Mismatch()
        }
    }

    static func date(_ bytes: ArraySlice<UInt8>, _ type: TypeCode) throws -> Date {
        switch (type, bytes.count) {
        case (.timestamptz, 8), (.timestamp, 8):
            // Microseconds since 2000; the two ends stand for infinity.
            let micros = Int64(bitPattern: bits(bytes))
            guard micros != .max, micros != .min else { throw Mismatch() }
            let (seconds, rest) = micros.quotientAndRemainder(dividingBy: 1_000_000)
            let whole = Double(seconds - Moment.from2000to2001)
            return Date(timeIntervalSinceReferenceDate: whole + Double(rest) / 1_000_000)
        case (.date, 4):
            let days = Int32(truncatingIfNeeded: bits(bytes))
            guard days != .max, days != .min else { throw Mismatch() }
            return Date(timeIntervalSinceReferenceDate: Double(Int64(days) * 86_400 - Moment.from2000to2001))
        default: throw Mismatch()
        }
    }

    static func uuid(_ bytes: ArraySlice<UInt8>, _ type: TypeCode) throws -> UUID {
        guard type == .uuid, bytes.count == 16 else { throw Mismatch() }
        let b = Array(bytes)
        return UUID(
            uuid: (
                b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]
            ))
    }

    static func bytes(_ bytes: ArraySlice<UInt8>, _ type: TypeCode) throws -> [UInt8] {
        guard type == .bytea else { throw Mismatch() }
        return Array(bytes)
    }

    /// dimensions, has-nulls flag, element type; per dimension its length and lower bound; per element length and bytes.
    static func array<Element>(
        _ bytes: ArraySlice<UInt8>, _ type: TypeCode, element: (ArraySlice<UInt8>, TypeCode) throws -> Element
    ) throws -> [Element] {
        var rest = bytes
        let dimensions = try nextInt32(&rest)
        _ = try nextInt32(&rest)
        let elementType = TypeCode(oid: UInt32(bitPattern: try nextInt32(&rest)))
        if dimensions == 0 { return [] }
        guard dimensions == 1 else { throw Mismatch() }
        let count = try nextInt32(&rest)
        _ = try nextInt32(&rest)
        guard count >= 0 else { throw Mismatch() }
        return try (0..<count).map { _ in
            let length = Int(try nextInt32(&rest))
            guard length >= 0, length <= rest.count else { throw Mismatch() }
            defer { rest = rest.dropFirst(length) }
            return try element(rest.prefix(length), elementType)
        }
    }

    /// digits, weight, sign, scale as 16 bit each, then base-10,000 digits; weight is the power of the first.
    private static func wholeNumeric(_ bytes: ArraySlice<UInt8>) throws -> Int64 {
        let words = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map { at in
            Int64(bytes[at]) << 8 | Int64(bytes[at + 1])
        }
        let weight = Int(Int16(truncatingIfNeeded: words[1]))
        let negative = words[2] == 0x4000
        guard words[2] == 0 || negative, words.count == 4 + Int(words[0]) else { throw Mismatch() }
        let digits = words.dropFirst(4)
        guard digits.dropFirst(max(0, weight + 1)).allSatisfy({ $0 == 0 }) else { throw Mismatch() }
        var value: Int64 = 0
        for place in 0..<max(0, weight + 1) {
            let digit = place < digits.count ? digits[digits.startIndex + place] : 0
            // Counted downwards, because the smallest Int64 has no positive twin.
            let (shifted, tooBig) = value.multipliedReportingOverflow(by: 10_000)
            let (sum, tooBigToo) = shifted.subtractingReportingOverflow(digit)
            guard !tooBig, !tooBigToo else { throw Mismatch() }
            value = sum
        }
        if negative { return value }
        guard value != .min else { throw Mismatch() }
        return -value
    }

    private static func nextInt32(_ rest: inout ArraySlice<UInt8>) throws -> Int32 {
        guard rest.count >= 4 else { throw Mismatch() }
        defer { rest = rest.dropFirst(4) }
        return Int32(truncatingIfNeeded: bits(rest.prefix(4)))
    }

    private static func bits(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
