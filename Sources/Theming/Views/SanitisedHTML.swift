/// Markup that the platform made itself, so a template may print it with three braces.
public struct SanitisedHTML: Hashable, Sendable {
    public let markup: String

    /// For markup built by platform code from escaped parts; never for text that somebody typed.
    public init(built markup: String) { self.markup = markup }

    /// `<script type="application/ld+json">` around JSON. `<` is written `\u003c`, so no text can end the element.
    public init(structuredData json: String) {
        let safe = json.split(separator: "<", omittingEmptySubsequences: false).joined(separator: "\\u003c")
        self.init(built: "<script type=\"application/ld+json\">\(safe)</script>")
    }
}

/// Escaping for HTML text and quoted attributes.
///
/// Byte by byte on purpose: swift-mustache 2.1.1 compares whole characters, so a `"` followed by a combining accent
/// passes it unescaped and ends an attribute.
public enum HTMLText {
    public static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: isSpecial) else { return text }
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count + 32)
        for byte in text.utf8 {
            switch byte {
            case 0x26: out += "&amp;".utf8
            case 0x3c: out += "&lt;".utf8
            case 0x3e: out += "&gt;".utf8
            case 0x22: out += "&quot;".utf8
            case 0x27: out += "&#39;".utf8
            case 0x00: break
            default: out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00, 0x22, 0x26, 0x27, 0x3c, 0x3e: true
        default: false
        }
    }
}
