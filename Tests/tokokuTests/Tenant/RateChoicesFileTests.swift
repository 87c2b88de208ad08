import Tenancy
import Testing
import TokoCore

@testable import tokoku

/// What `[shipping]` says of rates.
@Suite struct RateChoicesFileTests {
    private static func reading(_ shipping: String) throws -> Reading {
        let folder = try ShopFolder()
        defer { folder.remove() }
        let couriers = "couriers = [\"jne\", \"sicepat\"]\n"
        _ = try folder.writeShop()
        return try read(folder.write("satu.toml", ShopFolder.shop.replacing(couriers, with: couriers + shipping)))
    }

    @Test func `product, plan, tariffs and pickup are read`() throws {
        let rates = try Self.reading(
            """
            product = "delivery"
            calls_per_day = 25000
            [shipping.flat_rates]
            when = "always"
            [[shipping.flat_rates.zone]]
            name = "Jawa"
            regions = ["31", "32.73"]
            estimate = "2-4 hari"
            rate = [{ up_to_grams = 1000, rupiah = 15000 }, { up_to_grams = 5000, rupiah = 40000 }]
            [[shipping.flat_rates.zone]]
            name = "Lainnya"
            regions = ["*"]
            rate = [{ up_to_grams = 1000, rupiah = 60000 }]
            [shipping.pickup]
            address = "Jl. Melati 5"
            hours = "Senin-Sabtu"

            """
        ).get().settings.rates
        #expect(rates.product == .delivery && rates.callsPerDay == 25_000)
        #expect(rates.flatRates.isEnabled && rates.flatRates.when == .always)
        #expect(rates.flatRates.zones.map(\.regions) == [["31", "32.73"], [""]])
        #expect(rates.flatRates.zones[0].steps.map(\.cost.rupiah) == [15_000, 40_000])
        #expect(rates.pickup == Pickup(isEnabled: true, address: "Jl. Melati 5", hours: "Senin-Sabtu"))
        #expect(try Self.reading("").get().settings.rates == RateChoices())
    }

    @Test(arguments: [
        ("product = \"express\"\n", "shipping.product", "expected cost or delivery, not \"express\""),
        ("calls_per_day = 0\n", "shipping.calls_per_day", "expected a whole number from 1 to 1000000"),
        ("[shipping.flat_rates]\nwhen = \"never\"\n", "shipping.flat_rates.when", "expected always or fallback"),
        ("[shipping.flat_rates]\n", "shipping.flat_rates.zone", "expected at least one zone"),
        (
            "[[shipping.flat_rates.zone]]\nname = \"A\"\nregions = [\"Bali\"]\nrate = [{ up_to_grams = 1, rupiah = 1 }]\n",
            "shipping.flat_rates.zone[0].regions", "\"Bali\" is no code"
        ),
        (
            "[[shipping.flat_rates.zone]]\nname = \"A\"\nregions = [\"*\"]\nrate = [{ up_to_grams = 1 }]\n",
            "shipping.flat_rates.zone[0].rate[0].rupiah", "is missing"
        ),
        ("[shipping.pickup]\nhours = \"Senin\"\n", "shipping.pickup.address", "is missing"),
    ])
    func `a mistake is named with its place`(text: String, key: String, words: String) throws {
        let problems = try #require(try Self.reading(text).problems)
        #expect(problems.contains { $0.key == key && $0.message.hasPrefix(words) }, "\(problems)")
    }
}
