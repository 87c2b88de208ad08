import FoundationEssentials
import TokoCore
import Vault

/// A mail with its sender: what goes over the wire (RFC 5322, 2045, 2046), every line ended by CRLF.
struct MailMessage {
    /// Of the plain message. Gmail takes 25 MB of attachments, most others less.
    static let largest = 25 << 20

    let mail: Mail
    let from: MailAddress
    let zone: ShopZone
    /// `order-17-mail.receipt@kopi.example`
    let messageID: String
    /// Tells other programs not to answer by themselves (RFC 3834).
    var isAutomatic = true
    /// Holds `=` and `_`, which base64 and its padding cannot have beside each other at a line's start.
    var boundary = "tokoku_" + Hex.encode(SecureRandom.bytes(10))

    /// - Throws: ``MailProblem``.
    func bytes() throws(MailProblem) -> [UInt8] {
        var head = MailHead()
        try head.add("From", from)
        try head.add("To", mail.to)
        if let replyTo = mail.replyTo { try head.add("Reply-To", replyTo) }
        try head.add("Subject", words: mail.subject)
        head.add(date: mail.date, in: zone)
        head.add("Message-ID", ["<\(messageID)>"])
        if isAutomatic { head.add("Auto-Submitted", ["auto-generated"]) }
        head.add("MIME-Version", ["1.0"])
        var message = head.text
        if mail.attachments.isEmpty {
            message += alternative
        } else {
            message += "Content-Type: multipart/mixed; boundary=\"\(outer)\"\r\n\r\n--\(outer)\r\n" + alternative
            for attachment in mail.attachments { message += "--\(outer)\r\n" + (try Self.part(attachment)) }
            message += "--\(outer)--\r\n"
        }
        guard message.utf8.count <= Self.largest else { throw .tooLarge(megabytes: Self.largest >> 20) }
        return Array(message.utf8)
    }

    private var inner: String { "=_\(boundary)" }
    private var outer: String { "=_all_\(boundary)" }

    /// Readers show the last form they understand.
    private var alternative: String {
        "Content-Type: multipart/alternative; boundary=\"\(inner)\"\r\n\r\n"
            + "--\(inner)\r\n" + Self.part("text/plain", mail.text)
            + "--\(inner)\r\n" + Self.part("text/html", mail.html) + "--\(inner)--\r\n"
    }

    private static func part(_ type: String, _ text: String) -> String {
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\n", with: "\r\n")
        return "Content-Type: \(type); charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + base64(Array(lines.utf8))
    }

    private static func part(_ attachment: MailAttachment) throws(MailProblem) -> String {
        let words = attachment.type.split(separator: "/", omittingEmptySubsequences: false)
        guard words.count == 2,
            words.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 100 && $0.utf8.allSatisfy(isTokenByte) })
        else { throw .badType }
        try MailHead.check(attachment.name, field: "nama lampiran")
        // RFC 2231; 5987 for which bytes may stand as they are.
        let name = attachment.name.utf8.prefix(200).map { byte in
            isNameByte(byte) ? String(UnicodeScalar(byte)) : "%" + Hex.encode([byte]).uppercased()
        }.joined()
        return "Content-Type: \(attachment.type)\r\nContent-Transfer-Encoding: base64\r\n"
            + "Content-Disposition: attachment;\r\n filename*=UTF-8''\(name)\r\n\r\n" + base64(attachment.bytes)
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        isNameByte(byte) || byte == 0x2b
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: true
        default: false
        }
    }

    /// Lines of 76 characters.
    private static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array(Base64.encode(bytes).utf8)
        var text: [UInt8] = []
        text.reserveCapacity(digits.count + digits.count / 38 + 2)
        for start in stride(from: 0, to: digits.count, by: 76) {
            text += digits[start..<min(start + 76, digits.count)]
            text += [0x0d, 0x0a]
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// What a Message-ID may be made of: `order:17:mail.receipt` becomes `order-17-mail.receipt`.
    static func messageID(_ seed: String, at domain: String) -> String {
        let words = seed.utf8.map { byte -> UInt8 in isNameByte(byte) ? byte : 0x2d }
        let local = String(decoding: words, as: UTF8.self).split(separator: ".").joined(separator: ".").prefix(120)
        return "\(local.isEmpty ? "mail" : local)@\(domain)"
    }
}
