import FoundationEssentials
import Tenancy
import Testing
import TokoCore

@testable import Ordering

@Suite struct LetterMarksTests {
    @Test(arguments: MailTexts.Letter.allCases) func `the standard words of every letter can be kept`(
        letter: MailTexts.Letter
    ) {
        #expect(LetterCheck.problems(with: LetterWords.standard(letter), for: letter).isEmpty)
        #expect(LetterCheck.problems(with: MailTexts.Words(), for: letter).isEmpty, "nothing typed is fine too")
    }

    @Test(arguments: [
        (
            "Halo {alamat}",
            "Tanda {alamat} tidak dikenal. Yang bisa dipakai: {nama}, {pesanan}, {total}, {toko}, {kurir}."
        ),
        ("Resi {resi}", "Tanda {resi} hanya bisa dipakai di surat pengiriman."),
        ("Halo {nama", "Ada kurung kurawal yang tidak berpasangan. Tulis tanda seperti {nama}."),
        ("Halo nama}", "Ada kurung kurawal yang tidak berpasangan. Tulis tanda seperti {nama}."),
        ("{{nama}}", "Ada kurung kurawal yang tidak berpasangan. Tulis tanda seperti {nama}."),
        ("{}", "Tanda {} tidak dikenal. Yang bisa dipakai: {nama}, {pesanan}, {total}, {toko}, {kurir}."),
        ("{NAMA}", "Tanda {NAMA} tidak dikenal. Yang bisa dipakai: {nama}, {pesanan}, {total}, {toko}, {kurir}."),
        ("Kuitansi\nBcc: x@y.id", "Subjek harus satu baris."),
        ("Kuitansi\u{0}", "Subjek berisi karakter yang tidak bisa dikirim."),
        (String(repeating: "a", count: 151), "Subjek paling panjang 150 karakter."),
    ]) func `words that cannot be sent are told in Indonesian`(text: String, problem: String) {
        let words = MailTexts.Words(subject: text)
        #expect(LetterCheck.problems(with: words, for: .receipt) == [.subject: problem])
    }

    @Test func `an opening may have paragraphs, and a waybill where there is one`() {
        let words = MailTexts.Words(
            opening: "Halo {nama},\n\npaket {pesanan} di {kurir} dengan resi {resi}.",
            closing: String(repeating: "a", count: 1_000))
        #expect(LetterCheck.problems(with: words, for: .shipped).isEmpty)
        let long = MailTexts.Words(closing: String(repeating: "a", count: 1_001))
        #expect(
            LetterCheck.problems(with: long, for: .shipped)
                == [.closing: "Kalimat penutup paling panjang 1000 karakter."])
    }

    @Test func `a mark in a customer's name stays what it is`() {
        #expect(
            LetterPiece.fill("Halo {nama}, total {total}") { $0 == .nama ? "{total}" : "Rp 1" }
                == "Halo {total}, total Rp 1")
    }

    @Test func `kept words that cannot be used give way to the standard ones, part by part`() {
        var texts = MailTexts()
        texts[.receipt] = MailTexts.Words(subject: "Nota {pesanan}", opening: "Halo {alamat}")
        let chosen = LetterWords.chosen(.receipt, by: texts)
        #expect(chosen.subject == "Nota {pesanan}")
        #expect(chosen.opening == LetterWords.standard(.receipt).opening)
        #expect(chosen.closing == LetterWords.standard(.receipt).closing)
    }

    @Test func `a preview shows the owner's words in the shop's name`() throws {
        let preview = try LetterPreview(
            .shipped, worded: MailTexts.Words(subject: "{toko}: resi {resi}", opening: "Paket {pesanan} <b>jalan</b>."),
            for: ShopSettings(name: "Kopi & Teh"), at: Date(timeIntervalSince1970: 1_795_528_800))
        #expect(preview.subject == "Kopi & Teh: resi JP1234567890")
        #expect(preview.html.contains("Paket TK-7K2M9QXF &lt;b&gt;jalan&lt;/b&gt;."))
        #expect(preview.html.contains("Kopi &amp; Teh"))
        #expect(preview.text.contains("Dikirim: 24 November 2026, 21.00 WIB"))
    }
}
