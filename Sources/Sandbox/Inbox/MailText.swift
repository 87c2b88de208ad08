import FoundationEssentials
import Vault

/// Reads the parts that heads and bodies of mails are written in.
enum MailText {
    /// Encoded words (RFC 2047) as the text they stand for; the space between two of them is none.
    static func decoded(_ value: String) -> String {
        var text = ""
        var wasEncoded = false
        for (index, word) in value.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
            if let plain = encodedWord(word) {
                if index > 0, !wasEncoded { text += " " }
                text += plain
                wasEncoded = true
            } else {
                if index > 0 { text += " " }
                text += word
                wasEncoded = false
            }
        }
        return text
    }

    private static func encodedWord(_ word: Substring) -> String? {
        guard word.hasPrefix("=?"), word.hasSuffix("?="), word.utf8.count <= 75 else { return nil }
        let parts = word.dropFirst(2).dropLast(2).split(separator: "?", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
        switch parts[1].lowercased() {
        case "b": return Base64.decode(String(parts[2])).map { String(decoding: $0, as: UTF8.self) }
        case "q":
            let bytes = quotedPrintable(parts[2].replacing("_", with: "=20").utf8)
            return String(decoding: bytes, as: UTF8.self)
        default: return nil
        }
    }

    /// A body by its `Content-Transfer-Encoding`; nil when it is not what it says.
    static func body(_ bytes: [UInt8], encoding: String?) -> [UInt8]? {
        switch encoding?.lowercased().filter({ !$0.isWhitespace }) {
        case "base64":
            return Base64.decode(String(decoding: bytes.filter { ![0x0d, 0x0a, 0x20].contains($0) }, as: UTF8.self))
        case "quoted-printable": return quotedPrintable(bytes)
        case nil, "7bit", "8bit", "binary": return bytes
        default: return nil
        }
    }

    private static func quotedPrintable(_ source: some Sequence<UInt8>) -> [UInt8] {
        let bytes = Array(source)
        var out: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x3d, index + 2 < bytes.count {
                let pair = String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self)
                if let byte = Hex.decode(pair)?.first { out.append(byte) }
                index += 3
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return out
    }

    /// `attachment; filename*=UTF-8''Kuitansi%201.pdf` as its first word and its parameters, names in lower case.
    static func parameters(_ value: String) -> (first: String, named: [String: String]) {
        var parts: [String] = []
        var part = ""
        var isQuoted = false
        var isEscaped = false
        for character in value {
            if isEscaped {
                part.append(character)
                isEscaped = false
            } else if character == "\\", isQuoted {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if character == ";", !isQuoted {
                parts.append(part)
                part = ""
            } else {
                part.append(character)
            }
        }
        parts.append(part)
        func trimmed(_ text: some StringProtocol) -> String {
            String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }
        var named: [String: String] = [:]
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { continue }
            let name = trimmed(pair[0]).lowercased()
            if name.hasSuffix("*") {
                let pieces = pair[1].split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
                if pieces.count == 3 {
                    named[String(name.dropLast())] = FormText.decoded(pieces[2].replacing("+", with: "%2B"))
                }
            } else if named[name] == nil {
                named[name] = trimmed(pair[1])
            }
        }
        return (trimmed(parts[0]).lowercased(), named)
    }
}
