/// A phone number as WhatsApp takes it: with `+`, or the sender's own country would be put in front.
public struct WhatsAppPhone: Sendable, Hashable {
    /// `+6281234567890`: 9 to 15 digits after the plus.
    public let text: String

    /// Reads what people type: `0812-3456-7890`, `62812...`, `+62 (0)812 ...`, `+65 ...`.
    /// - Returns: nil when that is no number that could be on WhatsApp.
    public init?(typed: String) {
        var rest = typed.filter { !$0.isWhitespace && !"-.()".contains($0) }
        if rest.hasPrefix("+") {
            rest.removeFirst()
        } else if rest.hasPrefix("0") {
            rest = "62" + rest.dropFirst()
        } else if !rest.hasPrefix("62") {
            return nil
        }
        if rest.hasPrefix("620") { rest = "62" + rest.dropFirst(3) }
        guard (9...15).contains(rest.utf8.count), rest.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            !rest.hasPrefix("0")
        else { return nil }
        text = "+" + rest
    }

    /// As this country writes it, `081234567890`; nil for a number of another country.
    public var national: String? { text.hasPrefix("+62") ? "0" + text.dropFirst(3) : nil }
}
