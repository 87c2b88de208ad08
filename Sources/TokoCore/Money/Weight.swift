/// A mass in whole grams, 0 up to 1,000 tonnes; couriers bill whole kilograms, rounded up, one at least.
public struct Weight: Hashable, Comparable, Sendable {
    public static let zero = Weight(unchecked: 0)

    public let grams: Int64

    /// - Throws: ``WeightError/outOfRange`` outside 0...1_000_000_000 grams.
    public init(grams: Int64) throws(WeightError) {
        guard (0...1_000_000_000).contains(grams) else { throw .outOfRange }
        self.grams = grams
    }

    private init(unchecked grams: Int64) { self.grams = grams }

    public var billableKilograms: Int64 { max(1, (grams + 999) / 1_000) }

    public static func < (left: Weight, right: Weight) -> Bool { left.grams < right.grams }

    public static func + (left: Weight, right: Weight) throws(WeightError) -> Weight {
        try Weight(grams: left.grams + right.grams)
    }

    public static func * (weight: Weight, quantity: Quantity) throws(WeightError) -> Weight {
        try Weight(grams: weight.grams * Int64(quantity.pieces))
    }

    /// `350 g`, `1,2 kg`: Indonesian decimal comma, no trailing zeros.
    public var formatted: String {
        guard grams >= 1_000 else { return "\(grams) g" }
        let (whole, rest) = grams.quotientAndRemainder(dividingBy: 1_000)
        guard rest > 0 else { return "\(whole.groupedIndonesian) kg" }
        var decimals = String(rest + 1_000).dropFirst()
        while decimals.last == "0" { decimals = decimals.dropLast() }
        return "\(whole.groupedIndonesian),\(decimals) kg"
    }
}

public enum WeightError: Error, Equatable, Sendable {
    case outOfRange
}
