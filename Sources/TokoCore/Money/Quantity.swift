/// How many pieces of one variant: 1...9_999.
public struct Quantity: Hashable, Comparable, Sendable {
    public static let one = Quantity(unchecked: 1)
    public static let most: Int64 = 9_999

    public let pieces: Int64

    /// - Throws: ``QuantityError`` naming what is wrong.
    public init(pieces: Int64) throws(QuantityError) {
        guard pieces >= 1 else { throw .notPositive }
        guard pieces <= Self.most else { throw .tooMany }
        self.pieces = pieces
    }

    /// What a person typed in a form: digits only, so `0.5`, `1e3` and `-5` are refused.
    public init(typed text: some StringProtocol) throws(QuantityError) {
        let trimmed = text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
        let number = String(trimmed)
        let digits = number.first == "-" ? number.dropFirst() : number[...]
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { throw .notWhole }
        guard number.first != "-" else { throw .notPositive }
        guard let pieces = Int64(number) else { throw .tooMany }
        try self.init(pieces: pieces)
    }

    private init(unchecked pieces: Int64) { self.pieces = pieces }

    public static func < (left: Quantity, right: Quantity) -> Bool { left.pieces < right.pieces }

    public static func + (left: Quantity, right: Quantity) throws(QuantityError) -> Quantity {
        try Quantity(pieces: left.pieces + right.pieces)
    }
}

public enum QuantityError: Error, Equatable, Sendable {
    /// Zero or less.
    case notPositive
    /// Not a whole number.
    case notWhole
    /// Above 9,999.
    case tooMany
}
