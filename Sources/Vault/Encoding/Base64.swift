/// RFC 4648, section 4: `+` and `/`, padded.
public enum Base64 {
    static let alphabet = Base64Alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

    public static func encode(_ bytes: [UInt8]) -> String {
        let text = alphabet.encode(bytes)
        return text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    }

    /// - Returns: `nil` for any other character, and for a wrong end. The padding may be left out.
    public static func decode(_ text: String) -> [UInt8]? { alphabet.decode(text) }
}

/// RFC 4648, section 5: `-` and `_`, not padded; safe in URLs, cookies and file names.
public enum Base64URL {
    static let alphabet = Base64Alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

    public static func encode(_ bytes: [UInt8]) -> String { alphabet.encode(bytes) }

    /// - Returns: `nil` for any other character, and for a wrong end. Padding is accepted.
    public static func decode(_ text: String) -> [UInt8]? { alphabet.decode(text) }
}

struct Base64Alphabet: Sendable {
    private let letters: [UInt8]
    /// By letter; 255 where there is none.
    private let values: [UInt8]

    init(_ text: String) {
        let letters = Array(text.utf8)
        var values = [UInt8](repeating: 255, count: 256)
        for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
        self.letters = letters
        self.values = values
    }

    func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 4 + 2) / 3)
        var bits: UInt32 = 0
        var held = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            held += 8
            while held >= 6 {
                held -= 6
                text.append(letters[Int(bits >> held & 63)])
            }
        }
        if held > 0 { text.append(letters[Int(bits << (6 - held) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// One text for one list of bytes: bits left over at the end must be zero, so a token cannot be spelled two ways.
    func decode(_ text: String) -> [UInt8]? {
        var digits = Array(text.utf8)
        let padding = digits.reversed().prefix { $0 == 0x3d }.count
        guard padding == 0 || padding <= 2 && digits.count.isMultiple(of: 4) else { return nil }
        digits.removeLast(padding)
        guard digits.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count * 3 / 4)
        var bits: UInt32 = 0
        var held = 0
        for digit in digits {
            let value = values[Int(digit)]
            guard value < 64 else { return nil }
            bits = bits << 6 | UInt32(value)
            held += 6
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> held))
            }
        }
        return bits & (1 << held - 1) == 0 ? bytes : nil
    }
}
