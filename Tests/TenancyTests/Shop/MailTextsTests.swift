import FoundationEssentials
import Tenancy
import TestSupport
import Testing

@Suite struct MailTextsTests {
    @Test func `an owner's words are kept with the shop, part by part`() async throws {
        try await withShop { shop in
            let repository = ShopSettingsRepository(shop.database)
            var settings = try await repository.load()
            #expect(settings.mailTexts == MailTexts())
            settings.mailTexts[.shipped] = MailTexts.Words(
                subject: "Paket {pesanan} jalan", closing: "Salam\n\n\"Toko\"")
            settings.mailTexts[.receipt] = MailTexts.Words()
            try await repository.save(settings)
            let kept = try await repository.load().mailTexts
            #expect(kept == settings.mailTexts)
            #expect(kept[.shipped].opening == "")
            #expect(kept[.expired] == MailTexts.Words())
        }
    }

    @Test func `letters and parts of another version are passed over`() throws {
        let json = #"{"receipt": {"subject": "Nota", "footer": "x"}, "birthday": {"subject": "Selamat"}}"#
        let texts = try JSONDecoder().decode(MailTexts.self, from: Data(json.utf8))
        var expected = MailTexts()
        expected[.receipt] = MailTexts.Words(subject: "Nota")
        #expect(texts == expected)
    }
}
