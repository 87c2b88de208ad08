import FoundationEssentials
import TokoCore
import Vault

/// Writes the fields of a mail's head: ASCII only, lines folded before 78 characters (RFC 5322, section 2.2.3), other
/// letters as encoded words (RFC 2047).
struct MailHead {
    private(set) var text = ""

    /// A field whose value is already what it should be.
    mutating func add(_ name: String, _ tokens: [String]) {
        var line = "\(name):"
        for (index, token) in tokens.enumerated() {
            if index > 0, line.utf8.count + 1 + token.utf8.count >= 78 {
                text += line + "\r\n"
                line = ""
            }
            line += " " + token
        }
        text += line + "\r\n"
    }

    mutating func add(_ name: String, words: String) throws(MailProblem) {
        add(name, try Self.tokens(words, field: name))
    }

    mutating func add(_ name: String, _ person: MailAddress) throws(MailProblem) {
        let address = try person.wire()
        try Self.check(person.name, field: name)
        if person.name.isEmpty {
            add(name, [address])
        } else if Self.isPlain(person.name) {
            let quoted = person.name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            add(
                name,
                "\"\(quoted)\"".split(separator: " ", omittingEmptySubsequences: false).map(String.init) + [
                    "<\(address)>"
                ])
        } else {
            add(name, Self.encodedWords(person.name) + ["<\(address)>"])
        }
    }

    /// `Wed, 12 Aug 2026 09:41:07 +0700`
    mutating func add(date: Date, in zone: ShopZone) {
        var calendar = Calendar(identifier: .gregorian)
        if let clock = TimeZone(secondsFromGMT: Int(zone.offsetSeconds)) { calendar.timeZone = clock }
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second, .weekday], from: date)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int?) -> String { ((number ?? 0) < 10 ? "0" : "") + String(number ?? 0) }
        let clock = [parts.hour, parts.minute, parts.second].map(two).joined(separator: ":")
        add(
            "Date",
            [
                "\(days[((parts.weekday ?? 1) - 1) % 7]),", "\(parts.day ?? 1)", months[((parts.month ?? 1) - 1) % 12],
                "\(parts.year ?? 0)", clock, "+\(two(Int(zone.offsetSeconds) / 3_600))00",
            ])
    }

    /// Words of printable ASCII between single spaces as they are, everything else encoded.
    static func tokens(_ words: String, field: String) throws(MailProblem) -> [String] {
        try check(words, field: field)
        return isPlain(words) ? words.split(separator: " ").map(String.init) : encodedWords(words)
    }

    /// A line break in a value would begin another field: `Bcc:`, say.
    static func check(_ text: String, field: String) throws(MailProblem) {
        let isFit = text.unicodeScalars.allSatisfy {
            $0.properties.generalCategory != .control && $0 != "\u{2028}" && $0 != "\u{2029}"
        }
        guard isFit else { throw .controlCharacter(field: field) }
    }

    /// Spaces at the ends or two in a row would not survive folding, and `=?` begins an encoded word.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f } && !text.contains("=?") && !text.contains("  ")
            && text.first != " " && text.last != " " && text.split(separator: " ").allSatisfy { $0.utf8.count <= 900 }
    }

    /// At most 45 bytes in each, so that it is no longer than 75 characters; never cut inside a character that fits.
    static func encodedWords(_ text: String) -> [String] {
        var words: [String] = []
        var part: [UInt8] = []
        func close() {
            if !part.isEmpty { words.append("=?UTF-8?B?\(Base64.encode(part))?=") }
            part = []
        }
        for character in text {
            let pieces = character.utf8.count <= 45 ? [String(character)] : character.unicodeScalars.map { String($0) }
            for piece in pieces {
                if part.count + piece.utf8.count > 45 { close() }
                part += piece.utf8
            }
        }
        close()
        return words
    }
}
