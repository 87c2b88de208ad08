import Foundation
import Testing
import TokoCore

@testable import Messaging

@Suite struct MailMessageTests {
    private static let noon = Date(timeIntervalSince1970: 1_786_502_467)

    private static func message(
        _ change: (inout Mail) -> Void = { _ in }, from: MailAddress = MailAddress(address: "halo@kopi.example")
    ) -> MailMessage {
        var mail = Mail(
            to: MailAddress(name: "Siti Rahma", address: "siti@example.co.id"), subject: "Kuitansi", text: "Halo",
            html: "<p>Halo</p>", date: noon)
        change(&mail)
        return MailMessage(mail: mail, from: from, zone: .wib, messageID: "order-1@kopi.example", boundary: "t")
    }

    private static func head(_ message: MailMessage) throws -> [String] {
        let text = String(decoding: try message.bytes(), as: UTF8.self)
        return text.components(separatedBy: "\r\n\r\n")[0].components(separatedBy: "\r\n")
    }

    @Test func `the sheet's example comes out to the byte`() throws {
        let mail = Mail(
            to: MailAddress(name: "Siti Rahma", address: "siti@example.co.id"),
            subject: "Kopi Gayo Jaya: Kuitansi Pesanan INV-42-1007 ☕",
            text: "Terima kasih, Siti! Total Rp 170.000\n",
            html: "<p>Terima kasih, <b>Siti</b>! Total Rp&nbsp;170.000</p>\n", date: Self.noon)
        var message = MailMessage(
            mail: mail, from: MailAddress(name: "Toko Kopi Gayo ☕", address: "halo@kopigayo.example.id"), zone: .wib,
            messageID: "order-42-1007-receipt@kopigayo.example.id", boundary: "tokoku_9f2c41d07b")
        message.isAutomatic = false
        let expected = """
            From: =?UTF-8?B?VG9rbyBLb3BpIEdheW8g4piV?= <halo@kopigayo.example.id>
            To: "Siti Rahma" <siti@example.co.id>
            Subject: =?UTF-8?B?S29waSBHYXlvIEpheWE6IEt1aXRhbnNpIFBlc2FuYW4gSU5WLTQyLTEwMDcg?=
             =?UTF-8?B?4piV?=
            Date: Wed, 12 Aug 2026 09:41:07 +0700
            Message-ID: <order-42-1007-receipt@kopigayo.example.id>
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary="=_tokoku_9f2c41d07b"

            --=_tokoku_9f2c41d07b
            Content-Type: text/plain; charset=UTF-8
            Content-Transfer-Encoding: base64

            VGVyaW1hIGthc2loLCBTaXRpISBUb3RhbCBScCAxNzAuMDAwDQo=
            --=_tokoku_9f2c41d07b
            Content-Type: text/html; charset=UTF-8
            Content-Transfer-Encoding: base64

            PHA+VGVyaW1hIGthc2loLCA8Yj5TaXRpPC9iPiEgVG90YWwgUnAmbmJzcDsxNzAuMDAwPC9wPg0K
            --=_tokoku_9f2c41d07b--

            """.replacingOccurrences(of: "\n", with: "\r\n")
        let bytes = try message.bytes()
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
        #expect(bytes.count == 756)
    }

    @Test(arguments: [
        ("Siti", "\"Siti\" <siti@example.co.id>"), ("", "siti@example.co.id"),
        ("Siti \"S\" \\ Rahma", "\"Siti \\\"S\\\" \\\\ Rahma\" <siti@example.co.id>"),
        ("Rahma, Siti", "\"Rahma, Siti\" <siti@example.co.id>"), ("Žofie", "=?UTF-8?B?xb1vZmll?= <siti@example.co.id>"),
        ("=?UTF-8?B?eA==?=", "=?UTF-8?B?PT9VVEYtOD9CP2VBPT0/PQ==?= <siti@example.co.id>"),
    ])
    func `a name is quoted, or an encoded word`(name: String, written: String) throws {
        let head = try Self.head(Self.message { $0.to.name = name })
        #expect(head.contains("To: \(written)"))
    }

    @Test(arguments: [
        "Siti\r\nBcc: semua@example.com", "Siti\nBcc: a@b.example", "Siti\r", "Si\0ti", "Siti\u{2028}", "Si\u{85}ti",
    ])
    func `a line break in a name or a subject begins no other field`(words: String) throws {
        #expect(throws: MailProblem.controlCharacter(field: "To")) { try Self.message { $0.to.name = words }.bytes() }
        #expect(throws: MailProblem.controlCharacter(field: "Subject")) {
            try Self.message { $0.subject = words }.bytes()
        }
        #expect(throws: MailProblem.controlCharacter(field: "nama lampiran")) {
            try Self.message { $0.attachments = [.init(name: words, type: "text/plain", bytes: [])] }.bytes()
        }
        #expect(throws: MailProblem.controlCharacter(field: "From")) {
            try Self.message(from: MailAddress(name: words, address: "halo@kopi.example")).bytes()
        }
        #expect(throws: MailProblem.controlCharacter(field: "Reply-To")) {
            try Self.message { $0.replyTo = MailAddress(name: words, address: "a@kopi.example") }.bytes()
        }
    }

    @Test(arguments: [
        "", "siti", "siti@", "@example.com", "siti@example", "siti rahma@example.com", "siti@exam ple.com",
        "siti@example.com\r\nBcc: a@b.example", "siti@a@example.com", "siti@-example.com", "siti@example..com",
        ".siti@example.com", "siti.@example.com", "si..ti@example.com", "sití@example.com", "siti@☕.com",
        "<siti@example.com>", "siti@example.com,a@b.example", "siti@\(String(repeating: "a", count: 64)).com",
        "\(String(repeating: "s", count: 65))@example.com",
    ])
    func `what is no address parks its letter`(address: String) {
        #expect(throws: MailProblem.badAddress) { try Self.message { $0.to.address = address }.bytes() }
    }

    @Test(arguments: [
        ("siti@Example.COM", "siti@example.com"), ("siti@bücher.example", "siti@xn--bcher-kva.example"),
        ("siti@bu\u{308}cher.example", "siti@xn--bcher-kva.example"), ("o'neill+x@a-b.co.id", "o'neill+x@a-b.co.id"),
    ])
    func `a domain is written as name servers know it`(address: String, wire: String) throws {
        #expect(try MailAddress(address: address).wire() == wire)
    }

    @Test(arguments: [
        String(repeating: "Kuitansi pesanan ", count: 20), String(repeating: "☕ kopi gayo ", count: 30),
        String(repeating: "👩🏽‍🌾", count: 40), String(repeating: "ab", count: 600), "  dua  spasi  ", "e\u{301}",
    ])
    func `every line is short, ASCII, and the words are the same again`(subject: String) throws {
        let head = try Self.head(Self.message { $0.subject = subject })
        let start = try #require(head.firstIndex { $0.hasPrefix("Subject: ") })
        let lines = [String(head[start])] + head[(start + 1)...].prefix { $0.hasPrefix(" ") }
        for (index, line) in lines.enumerated() {
            #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f })
            let word = index == 0 ? line.dropFirst("Subject: ".count) : line.dropFirst()
            #expect(word.utf8.count <= 77)
            if word.hasPrefix("=?") { #expect(word.utf8.count <= 75) }
        }
        #expect(MailWords.decoded(lines.joined(separator: "\r\n").dropFirst("Subject: ".count)) == subject)
    }

    @Test func `attachments stand beside the two forms of the words, named in any script`() throws {
        let message = Self.message {
            $0.attachments = [
                .init(name: "Kuitansi ☕ 1.pdf", type: "application/pdf", bytes: Array(repeating: 7, count: 60))
            ]
            $0.replyTo = MailAddress(name: "Toko", address: "halo@toko.example")
        }
        let text = String(decoding: try message.bytes(), as: UTF8.self)
        #expect(text.contains("\r\nReply-To: \"Toko\" <halo@toko.example>\r\n"))
        #expect(text.contains("\r\nAuto-Submitted: auto-generated\r\n"))
        #expect(
            text.contains(
                "Content-Type: multipart/mixed; boundary=\"=_all_t\"\r\n\r\n--=_all_t\r\nContent-Type: multipart/alternative; boundary=\"=_t\"\r\n"
            ))
        #expect(text.contains("filename*=UTF-8''Kuitansi%20%E2%98%95%201.pdf\r\n"))
        #expect(
            text.contains(
                "\r\n\r\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH\r\nBwcH\r\n--=_all_t--\r\n"
            ))
    }

    @Test(arguments: ["pdf", "application/", "a/b/c", "text/html; x=\"y\"", "application/p df", ""])
    func `an attachment's type is two words`(type: String) {
        #expect(throws: MailProblem.badType) {
            try Self.message { $0.attachments = [.init(name: "a", type: type, bytes: [])] }.bytes()
        }
    }

    @Test(arguments: [
        (ShopZone.wib, "Date: Wed, 12 Aug 2026 09:41:07 +0700"), (.wita, "Date: Wed, 12 Aug 2026 10:41:07 +0800"),
        (.wit, "Date: Wed, 12 Aug 2026 11:41:07 +0900"),
    ])
    func `the date is on the shop's clock`(zone: ShopZone, line: String) throws {
        let mail = Self.message().mail
        let message = MailMessage(
            mail: mail, from: MailAddress(address: "a@b.example"), zone: zone, messageID: "x@b.example")
        #expect(try Self.head(message).contains(line))
    }

    @Test(arguments: [
        ("order:17:mail.receipt", "order-17-mail.receipt@kopi.example"), ("..a..b>\r\n", "a.b---@kopi.example"),
        ("", "mail@kopi.example"),
    ])
    func `a letter's name is the same each time, and harmless`(seed: String, name: String) {
        #expect(MailMessage.messageID(seed, at: "kopi.example") == name)
    }
}

/// Reads encoded words back, by rules of its own.
private enum MailWords {
    static func decoded(_ text: Substring) -> String {
        let unfolded = text.replacingOccurrences(of: "?=\r\n =?", with: "?==?").replacingOccurrences(
            of: "\r\n", with: "")
        var words = unfolded[...]
        var result = ""
        while let start = words.range(of: "=?UTF-8?B?") {
            result += words[..<start.lowerBound]
            let end = words[start.upperBound...].range(of: "?=")!
            let data = Data(base64Encoded: String(words[start.upperBound..<end.lowerBound]))!
            result += String(decoding: data, as: UTF8.self)
            words = words[end.upperBound...]
        }
        return result + words
    }
}
