/// An address a template may put into `href`, `src` or `action`: on this shop, or `https:`, `tel:`, `mailto:`.
///
/// Templates cannot build addresses, so `javascript:` and `//elsewhere` never reach a page.
public struct Link: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// Nil when the address is none of the allowed kinds or holds white space or control characters.
    public init?(_ text: String) {
        guard !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7f || $0 == 0x5c }) else { return nil }
        if text.hasPrefix("/") {
            guard !text.hasPrefix("//") else { return nil }
        } else if text.hasPrefix("#") {
            guard text.utf8.count > 1 else { return nil }
        } else {
            guard ["https://", "tel:", "mailto:"].contains(where: { text.hasPrefix($0) && text != $0 })
            else { return nil }
        }
        self.text = text
    }

    /// A page of a provider that the platform itself was given: `https:`, or `http:` where a sandbox runs without TLS.
    public init?(provider text: String) {
        if let link = Link(text), text.hasPrefix("https://") {
            self = link
        } else {
            guard text.hasPrefix("http://"), text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f && $0 != 0x5c })
            else { return nil }
            self.text = text
        }
    }

    /// A path on this shop from its parts, each percent-encoded: `Link("produk", "kopi gayo")` is
    /// `/produk/kopi%20gayo`; no part at all is `/`.
    public init(_ parts: String..., query: [(String, String)] = [], fragment: String? = nil) {
        var text = parts.isEmpty ? "/" : ""
        for part in parts { text += "/" + Self.encoded(part) }
        for (index, (name, value)) in query.enumerated() {
            text += (index == 0 ? "?" : "&") + Self.encoded(name) + "=" + Self.encoded(value)
        }
        if let fragment { text += "#" + Self.encoded(fragment) }
        self.text = text
    }

    /// Origin (`https://kopi.example.id`) and this path; an address elsewhere stays what it is.
    public func absolute(origin: String) -> Link {
        text.hasPrefix("/") ? Link(provider: origin + text) ?? self : self
    }

    public var description: String { text }

    /// Percent-encodes all but the unreserved characters of RFC 3986.
    public static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e: out.append(byte)
            default: out += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
