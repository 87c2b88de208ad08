/// A name in a URL: 1 to 80 of `a-z 0-9` and single hyphens between them.
public struct Slug: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let text: String

    /// Nil when the text is not a slug already.
    public init?(_ text: some StringProtocol) {
        guard (1...80).contains(text.utf8.count) else { return nil }
        var last = UInt8(ascii: "-")
        for byte in text.utf8 {
            switch byte {
            case 0x61...0x7a, 0x30...0x39: break
            case UInt8(ascii: "-") where last != UInt8(ascii: "-"): break
            default: return nil
            }
            last = byte
        }
        guard last != UInt8(ascii: "-") else { return nil }
        self.text = String(text)
    }

    public var description: String { text }

    public static func < (left: Slug, right: Slug) -> Bool { left.text < right.text }
}
