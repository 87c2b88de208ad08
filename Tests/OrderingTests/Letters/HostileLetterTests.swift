import FoundationEssentials
import Postgres
import Tenancy
import Testing
import TokoCore

@testable import Ordering

@Suite struct HostileLetterTests {
    static let names = [
        "<script>alert(1)</script>", "Siti\r\nBcc: korban@contoh.id", "\"><img src=x onerror=alert(1)>",
        "{total} {resi}",
        "☕️ محمد 咖啡", "\u{202e}itiS", "' OR 1=1 --", "a\u{2028}b\u{0085}c",
    ]

    @Test(arguments: names) func `no name adds markup, a header or a line`(name: String) async throws {
        try await withOrdering(gateway: "http://127.0.0.1:9") { shops in
            let desk = try await LetterDesk(shops[0])
            let order = try await shops[0].buyer().write()
            try await order.pay()
            try await order.ship()
            try await shops[0].database.query(LetterSQLForTests.names, .id(order.order), .text(name))
            try await shops[0].database.query(
                LetterSQLForTests.line, .id(order.order), .text(name), .texts([name, "XL"]))
            try await desk.change {
                $0.mailTexts[.shipped] = MailTexts.Words(subject: "{nama} - {pesanan}", opening: "Untuk {nama}")
            }
            for kind in [LetterKind.receipt, .shipped] {
                let written = try #require(try await desk.write(kind, of: order.order))
                let letter = written.letter
                for text in [letter.subject, letter.greeting, letter.summary, written.name] {
                    #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control }, "\(kind)")
                }
                if kind == .shipped { #expect(letter.subject.hasSuffix(" - \(order.code)"), "the owner's words") }
                let lines = letter.text.split(separator: "\n")
                #expect(!lines.contains { $0.hasPrefix("Bcc:") })
                #expect(!letter.html.contains("<script") && !letter.html.contains("<img"))
                #expect(!letter.html.contains("\r"))
            }
            let receipt = try #require(try await desk.write(.receipt, of: order.order)?.receipt)
            #expect(receipt.bytes.starts(with: Array("%PDF".utf8)))
        }
    }

    @Test func `a script in a name is shown as it was typed`() async throws {
        try await withOrdering(gateway: "http://127.0.0.1:9") { shops in
            let desk = try await LetterDesk(shops[0])
            let order = try await shops[0].buyer().write()
            try await order.pay()
            try await shops[0].database.query(
                LetterSQLForTests.names, .id(order.order), .text("<script>alert('x')</script>"))
            let letter = try #require(try await desk.write(.receipt, of: order.order)).letter
            #expect(letter.greeting == "Halo <script>alert('x')</script>,")
            #expect(letter.html.contains("Halo &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;,"))
        }
    }

    @Test func `a long list of long names stays below what Gmail clips`() async throws {
        try await withOrdering(gateway: "http://127.0.0.1:9") { shops in
            let desk = try await LetterDesk(shops[0])
            let order = try await shops[0].buyer().write()
            try await order.pay()
            let name = String(repeating: "\"", count: 200)
            try await shops[0].database.query(
                LetterSQLForTests.line, .id(order.order), .text(name), .texts([name, name, name]))
            try await shops[0].database.query(LetterSQLForTests.moreLines, .id(order.order), .int(80))
            let letter = try #require(try await desk.write(.receipt, of: order.order)).letter
            #expect(letter.lines.count == 80)
            #expect(letter.html.utf8.count < 100_000)
            #expect(letter.html.contains("dan 40 barang lainnya."))
        }
    }
}
