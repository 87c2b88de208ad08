import Accounts
import OrderingSupport
import Tenancy
import TestSupport
import Testing
import WebClient
import WebSupport

@Suite struct LetterSettingsTests {
    private static let path = "/admin/pengaturan/surat"

    @Test func `the owner's words are kept, previewed and shown with an invented order`() async throws {
        try await withOffice { server, shops in
            let desk = try await server.desk(in: shops[0])
            let words = [
                ("kirim_lewat", "smtp"), ("receipt_subject", "Makasih {nama}!"),
                ("receipt_opening", "Halo {nama},\r\npesanan {pesanan} masuk."),
            ]
            let preview = try await desk.press(Self.path, words + [("pratinjau", "receipt")])
            #expect(preview.status == 200)
            #expect(preview.text.contains("<strong>Makasih Siti Rahma!</strong>"))
            #expect(preview.text.contains("value=\"Makasih {nama}!\""))
            let repository = ShopSettingsRepository(shops[0].shop.database)
            #expect(try await repository.load().mailTexts == MailTexts())

            #expect(try await desk.press(Self.path, words).location == "\(Self.path)?tersimpan=1")
            #expect(try await repository.load().mailTransport == .smtp)
            let kept = try await repository.load().mailTexts[.receipt]
            #expect(kept.subject == "Makasih {nama}!")
            #expect(kept.opening == "Halo {nama},\npesanan {pesanan} masuk.")
        }
    }

    @Test func `a letter is shown as mail programs show it, and may do nothing`() async throws {
        try await withOffice { server, shops in
            let desk = try await server.desk(in: shops[0])
            let sample = try await desk.browser.get("\(Self.path)/shipped/contoh")
            #expect(sample.status == 200)
            #expect(sample.text.contains("JP1234567890"))
            #expect(sample.header("Content-Security-Policy")?.contains("default-src 'none'") == true)
            #expect(sample.header("Content-Security-Policy")?.hasSuffix("sandbox") == true)
            _ = try await desk.page("\(Self.path)/tagihan/contoh", status: 404)
            let packer = try await server.desk(.packer, in: shops[0])
            _ = try await packer.page("\(Self.path)/shipped/contoh", status: 403)
        }
    }

    @Test(arguments: [
        ("receipt_subject", "{sandi}", "Tanda {sandi} tidak dikenal."),
        ("expired_opening", "Resi {resi}", "Tanda {resi} hanya bisa dipakai di surat pengiriman."),
        ("shipped_closing", "Halo {nama", "Ada kurung kurawal yang tidak berpasangan."),
        ("refunded_subject", String(repeating: "x", count: 151), "paling panjang 150 karakter."),
        ("receipt_subject", "<script>{x}", "Tanda {x} tidak dikenal."),
        ("kirim_lewat", "", "Pilih lewat mana surat dikirim."),
    ])
    func `words that cannot be sent are told at their field and stay`(
        field: String, typed: String, message: String
    ) async throws {
        try await withOffice { server, shops in
            let desk = try await server.desk(in: shops[0])
            let answer = try await desk.press(
                Self.path, [(field, typed), ("kirim_lewat", "gmail"), ("receipt_closing", "Salam")])
            #expect(answer.status == 422)
            #expect(answer.text.contains(message))
            #expect(answer.text.contains("id=\"\(field)-salah\""))
            #expect(answer.text.contains(typed.replacing("<", with: "&lt;").replacing(">", with: "&gt;")))
            #expect(answer.text.contains("Salam</textarea>"))
            #expect(!answer.text.contains("<script"))
            #expect(try await ShopSettingsRepository(shops[0].shop.database).load().mailTexts == MailTexts())
        }
    }
}
