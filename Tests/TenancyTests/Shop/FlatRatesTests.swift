import FoundationEssentials
import Testing
import TokoCore

@testable import Tenancy

@Suite struct FlatRatesTests {
    private static func zone(_ name: String, _ regions: [String], _ steps: [(Int64, Int64)]) throws -> FlatRates.Zone {
        FlatRates.Zone(
            name: name, regions: regions,
            steps: try steps.map { .init(upTo: try Weight(grams: $0.0), cost: try Money(rupiah: $0.1)) })
    }

    @Test(
        arguments: [
            ("32.73.02.1002", 900, "Coblong 5000"), ("32.73.09.1001", 900, "Bandung 8000"),
            ("32.04.01.2001", 1_000, "Jawa 15000"), ("32.04.01.2001", 1_001, "Jawa 25000"),
            ("32.04.01.2001", 5_001, nil), ("91.71.01.1001", 1, "Lainnya 90000"), ("32.73.02.1002", 2_000, nil),
        ] as [(String, Int64, String?)])
    func `the zone that names a place most exactly has the price`(
        village: String, grams: Int64, price: String?
    ) throws {
        let rates = FlatRates(
            isEnabled: true,
            zones: [
                try Self.zone("Lainnya", [""], [(10_000, 90_000)]),
                try Self.zone("Jawa", ["31", "32", "33"], [(1_000, 15_000), (5_000, 25_000)]),
                try Self.zone("Coblong", ["32.73.02"], [(1_000, 5_000)]),
                try Self.zone("Bandung", ["32.73"], [(1_000, 8_000)]),
            ])
        #expect(rates.problems.isEmpty)
        let found = rates.price(to: village, weight: try Weight(grams: grams))
        #expect(found.map { "\($0.zone.name) \($0.cost.rupiah)" } == price)
    }

    @Test func `a code is no prefix of another code`() throws {
        let rates = FlatRates(isEnabled: true, zones: [try Self.zone("Tiga", ["3"], [(1_000, 1)])])
        #expect(rates.price(to: "32.73.02.1002", weight: .zero) == nil)
        #expect(rates.problems == [.init(zone: 0, what: .region("3"))])
    }

    @Test func `every mistake of a table is named`() throws {
        #expect(FlatRates().problems.isEmpty)
        #expect(FlatRates(isEnabled: true).problems == [.init(zone: nil, what: .noZones)])
        let rates = FlatRates(
            isEnabled: true,
            zones: [
                try Self.zone("Jawa", ["32", "Bali"], [(1_000, 1), (1_000, 2)]), try Self.zone("Jawa", ["32"], []),
                try Self.zone("", [], [(1, 1)]),
            ])
        #expect(
            rates.problems == [
                .init(zone: 0, what: .region("Bali")), .init(zone: 0, what: .lightFirst),
                .init(zone: 1, what: .sameName), .init(zone: 1, what: .regionTwice("32")),
                .init(zone: 1, what: .noSteps), .init(zone: 2, what: .name), .init(zone: 2, what: .noRegions),
            ])
    }

    @Test func `a table and a pickup come back from JSON as they went, and from nothing as switched off`() throws {
        let json = """
            {"enabled": true, "zones": [{"name": "Jawa", "regions": ["31", "32"], "estimate": "2-4 hari",
              "rates": [{"up_to_grams": 1000, "rupiah": 15000}]}]}
            """
        let rates = try JSONDecoder().decode(FlatRates.self, from: Data(json.utf8))
        #expect(rates.isEnabled && rates.when == .fallback && rates.zones[0].steps[0].cost.rupiah == 15_000)
        #expect(try JSONDecoder().decode(FlatRates.self, from: JSONEncoder().encode(rates)) == rates)
        #expect(try JSONDecoder().decode(FlatRates.self, from: Data("{}".utf8)) == FlatRates())
        #expect(try JSONDecoder().decode(Pickup.self, from: Data("{}".utf8)) == Pickup())
    }
}
