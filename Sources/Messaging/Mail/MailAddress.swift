import Foundation

/// A person or shop with an e-mail address.
public struct MailAddress: Sendable, Hashable {
    /// Shown before the address; may be empty.
    public var name: String
    /// `siti@example.co.id`; the part after the `@` may have letters beyond ASCII.
    public var address: String

    public init(name: String = "", address: String) {
        self.name = name
        self.address = address
    }

    /// The address as it stands on the wire (RFC 5321, section 4.1.2, without quoted local parts): ASCII only, the
    /// domain lower-case and in punycode.
    func wire() throws(MailProblem) -> String {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isLocalPart(parts[0]), let domain = Self.domain(parts[1]) else {
            throw .badAddress
        }
        let whole = "\(parts[0])@\(domain)"
        guard whole.utf8.count <= 254 else { throw .badAddress }
        return whole
    }

    private static func isLocalPart(_ text: Substring) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.first != 0x2e && text.utf8.last != 0x2e
            && !text.contains("..")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
                default: "!#$%&'*+-/=?^_`{|}~.".utf8.contains(byte)
                }
            }
    }

    private static func domain(_ text: Substring) -> String? {
        // One spelling for letters that can be written as one character or as two.
        let labels = String(text).precomposedStringWithCanonicalMapping.lowercased()
            .split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2 else { return nil }
        var ascii: [String] = []
        for label in labels {
            guard let written = Punycode.label(label), isLabel(written) else { return nil }
            ascii.append(written)
        }
        let whole = ascii.joined(separator: ".")
        return whole.utf8.count <= 253 ? whole : nil
    }

    private static func isLabel(_ label: String) -> Bool {
        (1...63).contains(label.utf8.count) && label.utf8.first != 0x2d && label.utf8.last != 0x2d
            && label.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
    }
}
