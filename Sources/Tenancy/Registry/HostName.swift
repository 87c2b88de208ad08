/// A host as browsers ask for it, in the one form the registry keeps: lower case, no port, no dot at the end.
///
/// Letters, digits, hyphens and dots only; names with other letters are written in punycode (`xn--...`).
public struct HostName: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let text: String

    /// Nil when it is no host name: 1 to 253 characters, labels of 1 to 63 that neither start nor end with a hyphen.
    public init?(_ text: some StringProtocol) {
        var bytes = Array(text.utf8)
        if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
        for index in bytes.indices where (0x41...0x5a).contains(bytes[index]) { bytes[index] += 0x20 }
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...253).contains(bytes.count), labels.allSatisfy(Self.isLabel) else { return nil }
        self.text = String(decoding: bytes, as: UTF8.self)
    }

    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        (1...63).contains(label.count) && label.first != 0x2d && label.last != 0x2d
            && label.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
    }

    public var description: String { text }

    public static func < (left: HostName, right: HostName) -> Bool { left.text < right.text }
}
