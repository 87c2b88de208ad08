import WebClient

/// Reads `application/x-www-form-urlencoded`.
enum FormText {
    /// The pairs of a query or a form, percent-decoded once, `+` read as a space.
    static func pairs(of text: String) -> [(name: String, value: String)] {
        text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (decoded(parts[0]), parts.count > 1 ? decoded(parts[1]) : "")
        }
    }

    /// `order_items[0][name]` as `order_items`, `0`, `name`. At most five levels; deeper ones stay in the last name.
    static func path(of name: String) -> ArraySlice<String> {
        guard let open = name.firstIndex(of: "["), name.hasSuffix("]"), open > name.startIndex else { return [name] }
        let inner = name[name.index(after: open)...].dropLast()
        let keys = String(inner).split(separator: "][", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
        return ([String(name[..<open])] + keys)[...]
    }

    /// The address with the pairs added to its query.
    static func address(_ base: String, adding pairs: [(String, String)]) -> String {
        base + (base.contains("?") ? "&" : "?") + Form.encode(pairs)
    }

    /// A broken escape stays as it is written; bytes that are no UTF-8 become U+FFFD.
    static func decoded(_ text: some StringProtocol) -> String {
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x25, index + 2 < bytes.count, let high = digit(bytes[index + 1]),
                let low = digit(bytes[index + 2])
            {
                out.append(high << 4 | low)
                index += 3
            } else {
                out.append(bytes[index] == 0x2b ? 0x20 : bytes[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
