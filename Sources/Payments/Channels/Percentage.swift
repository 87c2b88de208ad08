import TokoCore

/// A share of an amount, in ten-thousandths of a percent, so that no floating point comes near money:
/// `0.7 %` is 7,000.
public struct Percentage: Hashable, Sendable {
    public static let zero = Percentage(unchecked: 0)
    static let whole: Int64 = 1_000_000

    public let tenThousandths: Int64

    /// From decimal text such as `0.70`, `3` or `12.3456`, 0 to 100 percent.
    ///
    /// Nil for anything else, and for a digit other than zero after the fourth decimal.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, (1...3).contains(first.count), first.utf8.allSatisfy(Self.isDigit),
            let units = Int64(first)
        else { return nil }
        var decimals = parts.count == 2 ? parts[1][...] : ""
        guard parts.count == 1 || !decimals.isEmpty, decimals.utf8.allSatisfy(Self.isDigit) else { return nil }
        while decimals.count > 4 {
            guard decimals.last == "0" else { return nil }
            decimals = decimals.dropLast()
        }
        let padded = String(decimals) + String(repeating: "0", count: 4 - decimals.count)
        guard let fraction = Int64(padded), units * 10_000 + fraction <= Self.whole else { return nil }
        tenThousandths = units * 10_000 + fraction
    }

    private init(unchecked tenThousandths: Int64) { self.tenThousandths = tenThousandths }

    /// Whole rupiah of an amount; a fraction is rounded up.
    func roundedUp(of amount: Money) -> Int64 {
        // 10^12 * 10^6 stays below 2^63.
        (amount.rupiah * tenThousandths + Self.whole - 1) / Self.whole
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
