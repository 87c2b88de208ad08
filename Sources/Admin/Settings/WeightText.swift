import TokoCore

/// A weight as people type it: `500`, `500 g`, `1 kg`, `2,5 kg`. A bare number is grams.
enum WeightText {
    /// Nil for what is no weight above zero.
    static func weight(_ typed: String) -> Weight? {
        let text = typed.lowercased().filter { !$0.isWhitespace }
        let number: Substring
        let perUnit: Int64
        if text.hasSuffix("kg") {
            (number, perUnit) = (text.dropLast(2), 1_000)
        } else if text.hasSuffix("gram") {
            (number, perUnit) = (text.dropLast(4), 1)
        } else if text.hasSuffix("g") || text.hasSuffix("gr") {
            (number, perUnit) = (text.hasSuffix("gr") ? text.dropLast(2) : text.dropLast(1), 1)
        } else {
            (number, perUnit) = (text[...], 1)
        }
        guard let grams = grams(number, perUnit), grams > 0 else { return nil }
        do { return try Weight(grams: grams) } catch { return nil }
    }

    /// Thousands may be parted by dots, and kilograms may have up to three digits after a comma.
    private static func grams(_ number: Substring, _ perUnit: Int64) -> Int64? {
        let parts = number.split(separator: ",", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = RupiahText.money(String(parts[0]))?.rupiah else { return nil }
        guard whole <= 1_000_000 || perUnit == 1 else { return nil }
        guard parts.count == 2 else { return whole * perUnit }
        guard perUnit == 1_000, (1...3).contains(parts[1].count),
            parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let rest = Int64((parts[1] + "00").prefix(3))
        else { return nil }
        return whole * 1_000 + rest
    }
}
