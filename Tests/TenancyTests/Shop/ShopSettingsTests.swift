import Postgres
import TestSupport
import Testing
import TokoCore

@testable import Tenancy

@Suite struct ShopSettingsTests {
    @Test func `what is saved is loaded, and every save makes cached pages old`() async throws {
        try await withShop { shop in
            let repository = ShopSettingsRepository(shop.database)
            var settings = try await repository.load()
            #expect(settings == ShopSettings(name: "Toko shop-1"))
            settings.tagline = "Kopi \"segar\" & hangat"
            settings.zone = .wita
            settings.themeSettings = ["accent": "#0f766e", "motto": "enak 😀"]
            settings.originVillage = "31.71.06.1001"
            settings.originPostalCode = "10310"
            settings.couriers = ["jne", "sicepat"]
            settings.hiddenServices = ["jne:YES"]
            settings.channels = ["QRIS", "BRIVA"]
            settings.paymentExpiryMinutes = 60
            settings.rates = RateChoices(
                product: .delivery, callsPerDay: 25_000,
                flatRates: FlatRates(
                    isEnabled: true, when: .always,
                    zones: [
                        .init(
                            name: "Jawa", regions: ["31", "32.73"],
                            steps: [.init(upTo: try Weight(grams: 1_000), cost: try Money(rupiah: 15_000))],
                            estimate: "2-4 hari")
                    ]), pickup: Pickup(isEnabled: true, address: "Jl. Melati 5", hours: "Senin-Sabtu"))
            try await repository.save(settings)
            settings.catalogVersion = 2
            #expect(try await repository.load() == settings)
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `a change is told to every node with the shop's number`() async throws {
        try await withShop { shop in
            var heard = shop.pool.notifications(on: CatalogSignal.channel).makeAsyncIterator()
            #expect(await heard.next() == .gap)
            try await shop.database.run(CatalogSignal.touched(shop.id))
            #expect(await heard.next() == .payload(shop.id.description))
        }
    }
}
