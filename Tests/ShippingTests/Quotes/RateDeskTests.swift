import FoundationEssentials
import Postgres
import Synchronization
import Tenancy
import TestSupport
import Testing
import TokoCore

@testable import Shipping

/// Asking seldom, and what stands in for couriers that do not answer.
struct RateDeskTests {
    private static let addCustomer = SQL(
        "test.desk_customer",
        """
        INSERT INTO {customer} (issuer, subject, email, name) VALUES ('test', $1, 'a@example.test', 'A') RETURNING id
        """)

    private static func customer(_ name: String, in database: TenantDatabase) async throws -> CustomerID {
        try await database.query(addCustomer, .text(name)).one().id("id")
    }

    /// Says what it is told to, and counts how often it is asked.
    private final class Provider: RateProvider {
        private let state = Mutex((error: RateError?.none, asked: 0, weights: [Int64]()))
        func rates(for parcel: Parcel) async throws -> [ShippingRate] {
            let error = state.withLock { state in
                state.asked += 1
                state.weights.append(parcel.weight.grams)
                return state.error
            }
            if let error { throw error }
            return [
                ShippingRate(
                    courierCode: "jne", courierName: "JNE", service: "CTC", description: "City Courier",
                    cost: try Money(rupiah: 22_000), estimate: "1 hari")
            ]
        }
        func fail(_ error: RateError?) { state.withLock { $0.error = error } }
        var asked: Int { state.withLock { $0.asked } }
        var weights: [Int64] { state.withLock { $0.weights } }
    }

    private static func table(_ when: FlatRates.When, upTo grams: Int64 = 5_000) throws -> FlatRates {
        FlatRates(
            isEnabled: true, when: when,
            zones: [
                .init(
                    name: "Jawa", regions: ["31", "32"],
                    steps: [.init(upTo: try Weight(grams: grams), cost: try Money(rupiah: 18_000))],
                    estimate: "2-4 hari")
            ])
    }

    private static let pickup = Pickup(isEnabled: true, address: "Jl. Melati 5", hours: "Senin-Sabtu")
    private static let start = Date(timeIntervalSince1970: 1_795_500_000)

    @Test func `carts of nearly one weight share an answer, asked for the heavier one`() async throws {
        try await withShop { shop in
            let provider = Provider()
            let rates = ShippingRates { _ in provider }
            for (name, grams) in [("a", 1_001), ("b", 1_050), ("c", 1_100), ("d", 1_101), ("e", 1_000)] {
                _ = try await rates.quote(
                    for: try await Self.customer(name, in: shop.database), try Samples.parcel(grams: Int64(grams)),
                    in: shop.database, at: Self.start)
            }
            #expect(provider.weights == [1_100, 1_200, 1_000])
        }
    }

    @Test func `an answer counts twelve hours, and a day while the provider is silent`() async throws {
        try await withShop { shop in
            let provider = Provider()
            let desk = RateDesk { _ in provider }
            let parcel = try Samples.parcel()
            let first = try await desk.rates(for: parcel, in: shop.database, at: Self.start)
            #expect(first.isFresh && first.list.map(\.service) == ["CTC"])
            provider.fail(.unavailable("HTTP 502"))
            let later = try await desk.rates(for: parcel, in: shop.database, at: Self.start + 43_199)
            #expect(later.isFresh && provider.asked == 1)
            let old = try await desk.rates(for: parcel, in: shop.database, at: Self.start + 43_200)
            #expect(!old.isFresh && old.list == first.list && provider.asked == 2)
            // What the provider says of this way is believed, even when it is no.
            provider.fail(.noCourier)
            await #expect(throws: RateError.noCourier) {
                try await desk.rates(for: parcel, in: shop.database, at: Self.start + 50_000)
            }
            provider.fail(.unavailable("HTTP 502"))
            await #expect(throws: RateError.noCourier) {
                try await desk.rates(for: parcel, in: shop.database, at: Self.start + 53_599)
            }
            await #expect(throws: RateError.unavailable("HTTP 502")) {
                try await desk.rates(for: parcel, in: shop.database, at: Self.start + 53_600)
            }
        }
    }

    @Test(arguments: [RateError.noCourier, .unknownDestination, .unknownOrigin("34.04.12.2003")])
    func `an answer that is no is asked for once an hour`(error: RateError) async throws {
        try await withShop { shop in
            let provider = Provider()
            provider.fail(error)
            let desk = RateDesk { _ in provider }
            let parcel = try Samples.parcel()
            for seconds in [0, 1, 3_599, 3_600] {
                await #expect(throws: error) {
                    try await desk.rates(for: parcel, in: shop.database, at: Self.start + TimeInterval(seconds))
                }
            }
            #expect(provider.asked == 2)
        }
    }

    @Test func `a refused key is not tried at each checkout, and the owner sees it`() async throws {
        try await withShop { shop in
            let provider = Provider()
            provider.fail(.refusedKey("Komerce refuses the shop's shipping_cost_key"))
            let rates = ShippingRates { _ in provider }
            let customer = try await Self.customer("a", in: shop.database)
            for grams in 1...20 as ClosedRange<Int64> {
                let parcel = try Samples.parcel(grams: grams * 100)
                await #expect(throws: RateError.self) {
                    try await rates.quote(for: customer, parcel, in: shop.database, at: Self.start)
                }
            }
            #expect(provider.asked == 1)
            let health = try #require(try await ProviderHealthRepository(shop.database).health(of: .komerce))
            #expect(health.state == .refused)
            #expect(health.reason == "Komerce refuses the shop's shipping_cost_key")
            #expect(health.since == Self.start)
        }
    }

    @Test func `a provider that is down is left alone after three tries`() async throws {
        try await withShop { shop in
            let provider = Provider()
            provider.fail(.unavailable("HTTP 502"))
            let desk = RateDesk { _ in provider }
            for grams in 1...10 as ClosedRange<Int64> {
                let parcel = try Samples.parcel(grams: grams * 100)
                await #expect(throws: RateError.self) {
                    try await desk.rates(for: parcel, in: shop.database, at: Self.start)
                }
            }
            #expect(provider.asked == 3)
        }
    }

    @Test func `another shop's answers are out of reach`() async throws {
        try await withShops(2) { shops in
            let provider = Provider()
            let desk = RateDesk { _ in provider }
            let parcel = try Samples.parcel()
            _ = try await desk.rates(for: parcel, in: shops[0].database, at: Self.start)
            let foreign = try await RateAnswerRepository(shops[1].database).kept(AnswerBasis(parcel.inSteps))
            #expect(foreign == nil)
            _ = try await desk.rates(for: parcel, in: shops[1].database, at: Self.start)
            #expect(provider.asked == 2)
        }
    }

    @Test(
        arguments: [
            RateError.quotaExhausted, .unavailable("HTTP 502"), .noCourier, .unknownDestination, .refusedKey("no"),
            .misconfigured("no key"),
        ])
    func `without couriers the owner's tariffs stand in, and only if switched on`(error: RateError) async throws {
        try await withShop { shop in
            let provider = Provider()
            provider.fail(error)
            let rates = ShippingRates { _ in provider }
            let customer = try await Self.customer("a", in: shop.database)
            let off = try Samples.parcel()
            await #expect(throws: error) {
                try await rates.quote(for: customer, off, in: shop.database, at: Self.start)
            }
            try await ProviderHealthRepository(shop.database).reset(.komerce)
            let on = try Samples.parcel(
                choices: RateChoices(flatRates: try Self.table(.fallback), pickup: Self.pickup))
            let quote = try await rates.quote(for: customer, on, in: shop.database, at: Self.start)
            #expect(quote.missing == error)
            #expect(
                quote.rates.map { "\($0.courierCode)|\($0.service)|\($0.cost.rupiah)|\($0.estimate)" } == [
                    "toko|Jawa|18000|2-4 hari", "ambil|Ambil di toko|0|",
                ])
            #expect(quote.rates[1].description == "Jl. Melati 5 · Senin-Sabtu")
            // Good for ordering, but not for as long as what couriers say.
            let kept = try #require(try await QuoteRepository(shop.database).fresh(customer, QuoteBasis(on)))
            #expect(kept.rates == quote.rates)
            #expect(kept.expiresAt.timeIntervalSinceNow <= 600)
        }
    }

    @Test func `couriers that are back take the place of what stood in for them`() async throws {
        try await withShop { shop in
            let provider = Provider()
            provider.fail(.quotaExhausted)
            let rates = ShippingRates { _ in provider }
            let customer = try await Self.customer("a", in: shop.database)
            let parcel = try Samples.parcel(choices: RateChoices(flatRates: try Self.table(.fallback)))
            let first = try await rates.quote(for: customer, parcel, in: shop.database, at: Self.start)
            #expect(first.rates.map(\.courierCode) == ["toko"])
            provider.fail(nil)
            let second = try await rates.quote(for: customer, parcel, in: shop.database, at: Self.start + 60)
            #expect(second.rates.map(\.courierCode) == ["jne"] && second.missing == nil)
            let always = try Samples.parcel(
                choices: RateChoices(flatRates: try Self.table(.always), pickup: Self.pickup))
            let beside = try await rates.quote(for: customer, always, in: shop.database, at: Self.start + 60)
            #expect(beside.rates.map(\.courierCode) == ["toko", "jne", "ambil"])
        }
    }

    @Test func `a parcel too heavy for the table, or a place that no zone has, has no flat rate`() async throws {
        let heavy = try Samples.parcel(
            grams: 5_001, choices: RateChoices(flatRates: try Self.table(.always)))
        #expect(OwnRates.flat(heavy) == nil)
        let light = try Samples.parcel(grams: 5_000, choices: heavy.choices)
        #expect(OwnRates.flat(light)?.cost.rupiah == 18_000)
        #expect(OwnRates.flat(try Samples.parcel(to: Samples.origin, choices: heavy.choices)) == nil)
        var off = heavy.choices
        off.flatRates.isEnabled = false
        #expect(OwnRates.flat(try Samples.parcel(choices: off)) == nil)
    }

    @Test func `a change of the owner's tariffs makes kept quotes worthless`() throws {
        let none = try Samples.parcel()
        let parcels = [
            none, try Samples.parcel(choices: RateChoices(product: .delivery)),
            try Samples.parcel(choices: RateChoices(flatRates: try Self.table(.fallback))),
            try Samples.parcel(choices: RateChoices(flatRates: try Self.table(.always))),
            try Samples.parcel(choices: RateChoices(flatRates: try Self.table(.always, upTo: 6_000))),
            try Samples.parcel(choices: RateChoices(pickup: Self.pickup)),
        ]
        #expect(Set(parcels.map(QuoteBasis.init)).count == 6)
        #expect(Set(parcels.map(AnswerBasis.init)).count == 2)
        #expect(QuoteBasis(try Samples.parcel(choices: RateChoices(callsPerDay: 5))) == QuoteBasis(none))
    }
}
