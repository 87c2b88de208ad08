/// One thing a shop owner may choose about a pack.
public struct ThemeSetting: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case colour
        /// One of these words.
        case choice([String])
        /// Plain text of at most so many characters.
        case text(most: Int)
        /// `/media/<file>`, or empty for none.
        case image
    }

    public let key: String
    public let label: String
    public let kind: Kind
    public let fallback: String

    /// Why the value cannot be used, in English for the agency; nil when it can.
    public func problem(with value: String) -> String? {
        switch kind {
        case .colour: return Colour(value) == nil ? "expected a colour like #0f766e" : nil
        case .choice(let words):
            return words.contains(value) ? nil : "expected one of \(words.joined(separator: ", "))"
        case .text(let most):
            guard value.count <= most else { return "expected at most \(most) characters" }
            let isPlain = value.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control || $0 == "\n" }
            return isPlain ? nil : "expected text without control characters"
        case .image:
            return value.isEmpty || Self.isMedia(value) ? nil : "expected /media/<file> or nothing"
        }
    }

    private static func isMedia(_ value: String) -> Bool {
        guard value.hasPrefix("/media/"), Link(value) != nil else { return false }
        let file = value.dropFirst(7)
        return !file.isEmpty
            && file.utf8.allSatisfy {
                (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d || $0 == 0x2e || $0 == 0x5f
            }
    }

    var shapeKind: Shape.Kind {
        if case .image = kind { .link } else { .text }
    }

    func viewValue(_ value: String) -> ViewValue {
        if case .image = kind { .link(Link(value)) } else { .text(value) }
    }
}
