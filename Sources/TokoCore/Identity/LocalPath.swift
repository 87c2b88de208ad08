/// A path on this shop, safe to redirect to: begins with one slash, no scheme, no host, no control characters.
public struct LocalPath: Sendable {
    public let text: String

    public init?(_ text: String) {
        guard text.hasPrefix("/"), !text.hasPrefix("//"), text.utf8.count <= 2_000, !text.contains("\\"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
        else { return nil }
        self.text = text
    }
}
