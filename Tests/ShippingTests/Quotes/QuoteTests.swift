import FoundationEssentials
import Postgres
import Synchronization
import TestSupport
import Testing
import TokoCore

@testable import Shipping

struct QuoteTests {
    private static let addCustomer = SQL(
        "test.customer",
        """
        INSERT INTO {customer} (issuer, subject, email, name) VALUES ('test', $1, 'a@example.test', 'A') RETURNING id
        """)
    private static let age = SQL(
        "test.age", "UPDATE {shipping_quote} SET expires_at = now() - interval '1 second' WHERE basis = $1")
    private static let count = SQL("test.count", "SELECT count(*) AS quotes FROM {shipping_quote}")
    private static let foreign = SQL("test.foreign", "SELECT count(*) AS quotes FROM shipping_quote")

    private static func customer(_ name: String, in database: TenantDatabase) async throws -> CustomerID {
        try await database.query(addCustomer, .text(name)).one().id("id")
    }

    private static let rates = [
        ShippingRate(
            courierCode: "jne", courierName: "JNE", service: "JTR<130", description: "Truk \"besar\"",
            cost: price(21_000), estimate: "2-3 hari"),
        ShippingRate(
            courierCode: "pos", courierName: "Pos Indonesia", service: "Pos Reguler", description: "240",
            cost: price(23_000), estimate: ""),
    ]

    private static func price(_ rupiah: Int64) -> Money {
        do { return try Money(rupiah: rupiah) } catch { return .zero }
    }

    /// Counts how often couriers are asked.
    private final class Desk: RateProvider {
        let asked = Mutex(0)
        func rates(for parcel: Parcel) async throws -> [ShippingRate] {
            asked.withLock { $0 += 1 }
            return QuoteTests.rates
        }
        var times: Int { asked.withLock { $0 } }
    }

    @Test func `a kept quote comes back as it was, for six hours`() async throws {
        try await withShop { shop in
            let customer = try await Self.customer("a", in: shop.database)
            let quotes = QuoteRepository(shop.database)
            let parcel = try Samples.parcel()
            let saved = try await quotes.save(
                customer, QuoteBasis(parcel), rates: Self.rates, village: "32.73.02.1002", weight: parcel.weight)
            let found = try #require(try await quotes.fresh(customer, QuoteBasis(parcel)))
            #expect(found == saved)
            #expect(found.rates == Self.rates)
            #expect(found.rate(courier: "jne", service: "JTR<130")?.cost.rupiah == 21_000)
            #expect(found.rate(courier: "pos", service: "JTR<130") == nil)
            let age = saved.expiresAt.timeIntervalSinceNow
            #expect(age > 6 * 3_600 - 300 && age <= 6 * 3_600 + 300)
        }
    }

    @Test func `a quote is used for its own parcel, customer and time only`() async throws {
        try await withShop { shop in
            let customer = try await Self.customer("a", in: shop.database)
            let other = try await Self.customer("b", in: shop.database)
            let desk = Desk()
            let service = ShippingRates { _ in desk }
            let parcel = try Samples.parcel()
            let first = try await service.quote(for: customer, parcel, in: shop.database)
            let again = try await service.quote(for: customer, parcel, in: shop.database)
            #expect(again == first)
            #expect(desk.times == 1)

            let heavier = try Samples.parcel(grams: 9_000)
            let second = try await service.quote(for: customer, heavier, in: shop.database)
            #expect(second.id != first.id)
            #expect(desk.times == 2)
            // What couriers ask for a way is the same for every customer of the shop; the quote is not.
            let others = try await service.quote(for: other, parcel, in: shop.database)
            #expect(others.id != first.id && others.rates == first.rates)
            #expect(desk.times == 2)

            try await shop.database.query(Self.age, .bytes(QuoteBasis(parcel).bytes))
            let stale = try await QuoteRepository(shop.database).fresh(customer, QuoteBasis(parcel))
            #expect(stale == nil)
            let renewed = try await service.quote(for: customer, parcel, in: shop.database)
            #expect(renewed.id == first.id)
            #expect(renewed.expiresAt > first.expiresAt)
            #expect(desk.times == 2)
        }
    }

    @Test func `quotes that are over are cleared away`() async throws {
        try await withShop { shop in
            let customer = try await Self.customer("a", in: shop.database)
            let service = ShippingRates { _ in Desk() }
            for grams in 1...5 as ClosedRange<Int64> {
                let parcel = try Samples.parcel(grams: grams)
                _ = try await service.quote(for: customer, parcel, in: shop.database)
                try await shop.database.query(Self.age, .bytes(QuoteBasis(parcel).bytes))
            }
            #expect(try await shop.database.query(Self.count).one().int("quotes") == 1)
        }
    }

    @Test func `another shop cannot reach a quote`() async throws {
        try await withShops(2) { shops in
            let customer = try await Self.customer("a", in: shops[0].database)
            let twin = try await Self.customer("a", in: shops[1].database)
            let parcel = try Samples.parcel()
            _ = try await QuoteRepository(shops[0].database).save(
                customer, QuoteBasis(parcel), rates: Self.rates, village: "32.73.02.1002", weight: parcel.weight)
            #expect(customer.number == twin.number)
            let foreign = try await QuoteRepository(shops[1].database).fresh(twin, QuoteBasis(parcel))
            #expect(foreign == nil)
            #expect(try await shops[1].database.query(Self.count).one().int("quotes") == 0)
            // No search path leads anywhere either.
            await #expect(throws: DatabaseError.self) { try await shops[1].database.query(Self.foreign) }
        }
    }

    @Test func `what a shop's provider refuses is not kept`() async throws {
        try await withShop { shop in
            let customer = try await Self.customer("a", in: shop.database)
            let service = ShippingRates { _ in throw RateError.misconfigured("no key") }
            let parcel = try Samples.parcel()
            await #expect(throws: RateError.misconfigured("no key")) {
                try await service.quote(for: customer, parcel, in: shop.database)
            }
            #expect(try await shop.database.query(Self.count).one().int("quotes") == 0)
        }
    }
}
