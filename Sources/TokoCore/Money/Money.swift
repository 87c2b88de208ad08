/// An amount of Indonesian rupiah: whole rupiah, no sen, 0 up to one trillion.
public struct Money: Hashable, Comparable, Sendable, Codable {
    public static let upperBound: Int64 = 1_000_000_000_000
    public static let zero = Money(unchecked: 0)

    public let rupiah: Int64

    /// - Throws: ``MoneyError/outOfRange`` outside 0...1_000_000_000_000, so no later sum can overflow.
    public init(rupiah: Int64) throws(MoneyError) {
        guard (0...Self.upperBound).contains(rupiah) else { throw .outOfRange }
        self.rupiah = rupiah
    }

    /// For values that are legal by construction (the zero above).
    private init(unchecked rupiah: Int64) { self.rupiah = rupiah }

    public init(from decoder: any Decoder) throws {
        try self.init(rupiah: decoder.singleValueContainer().decode(Int64.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rupiah)
    }

    public static func < (left: Money, right: Money) -> Bool { left.rupiah < right.rupiah }

    public static func + (left: Money, right: Money) throws(MoneyError) -> Money {
        try Money(rupiah: left.rupiah + right.rupiah)
    }

    /// - Throws: ``MoneyError/outOfRange`` when `right` is the larger: money is never negative.
    public static func - (left: Money, right: Money) throws(MoneyError) -> Money {
        try Money(rupiah: left.rupiah - right.rupiah)
    }

    public static func * (price: Money, quantity: Quantity) throws(MoneyError) -> Money {
        // 10^12 * 9,999 stays below 2^63.
        try Money(rupiah: price.rupiah * Int64(quantity.pieces))
    }

    /// The sum of many amounts.
    public static func sum(_ amounts: some Sequence<Money>) throws(MoneyError) -> Money {
        var total = Money.zero
        for amount in amounts { total = try total + amount }
        return total
    }

    /// As Indonesians write it: `Rp 150.000`.
    public var formatted: String { "Rp " + rupiah.groupedIndonesian }
}

public enum MoneyError: Error, Equatable, Sendable {
    /// Below zero or above one trillion rupiah.
    case outOfRange
}

extension Int64 {
    /// Digits in groups of three with a dot between: `1.250.000`.
    public var groupedIndonesian: String {
        let digits = Array(String(magnitude))
        var out = self < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { out.append(".") }
            out.append(digit)
        }
        return out
    }
}
