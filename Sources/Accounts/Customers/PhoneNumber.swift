/// An Indonesian mobile number as couriers and WhatsApp know it.
public struct PhoneNumber: Hashable, Sendable {
    /// `081234567890`: 9 to 14 digits, the first two are `08`.
    public let text: String

    /// Reads what people type: `0812-3456-7890`, `+62 812 3456 7890`, `62812...`, `(0812) 3456.7890`.
    /// - Returns: nil when that is not a mobile number.
    public init?(typed: String) {
        var digits = typed.filter { !$0.isWhitespace && !"-.()".contains($0) }
        if digits.hasPrefix("+62") {
            digits = "0" + digits.dropFirst(3)
        } else if digits.hasPrefix("62") {
            digits = "0" + digits.dropFirst(2)
        }
        // `+62 (0)812`
        if digits.hasPrefix("008") { digits.removeFirst() }
        guard digits.hasPrefix("08"), (9...14).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        text = digits
    }
}
