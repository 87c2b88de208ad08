import ProviderDouble
import TestSupport
import Testing
import TokoCore
import WebClient

@testable import Shipping

/// The whole adapter: a real HTTP server for Komerce, a real database for what was learnt of places.
struct KomerceRatesTests {
    private static let costs = """
        [{"name": "Jalur Nugraha Ekakurir (JNE)", "code": "jne", "service": "REG", "description": "Layanan Reguler",
          "cost": 23000, "etd": "1-2 day"},
         {"name": "SiCepat Express", "code": "sicepat", "service": "REG", "description": "Reguler", "cost": 21000,
          "etd": "2-3 day"},
         {"name": "J&T Express", "code": "jnt", "service": "EZ", "description": "Reguler", "cost": 21000, "etd": ""},
         {"name": "JNE", "code": "jne", "service": "JTR<130", "description": "", "cost": 960000, "etd": "4 day"},
         {"name": "JNE", "code": "jne", "service": "YES", "description": "", "cost": 0, "etd": "1 day"},
         {"name": "JNE", "code": "jne", "service": "REG", "description": "", "cost": 99000, "etd": ""},
         {"name": "Kuda", "code": "kuda", "service": "LARI", "description": "", "cost": 1000, "etd": ""}]
        """

    /// A provider that knows both ends and answers these costs.
    private static func answer(
        _ request: ProviderRequest, costs: ProviderDouble.Reply, search: [String: String]
    ) -> ProviderDouble.Reply {
        guard request.path == "/destination/domestic-destination" else { return costs }
        guard let rows = search[request.query["search"] ?? ""] else {
            return .json(Samples.notFound, status: 404)
        }
        return .json(Samples.success("[\(rows)]"))
    }

    private static let known = [
        "Sinduharjo Ngaglik": Samples.originRow, "Lebak Gede Coblong": Samples.coblongRow,
    ]

    @Test func `rates come cheapest first, without what cannot or must not be sold`() async throws {
        try await withShop { shop in
            try await ProviderDouble.answering({ request in
                Self.answer(request, costs: .json(Samples.success(Self.costs)), search: Self.known)
            }) { komerce in
                let provider = KomerceRates(
                    key: "k", baseURL: komerce.baseURL + "/", transport: WebTransport(), database: shop.database)
                let parcel = try Samples.parcel(hidden: ["jne:JTR*"])
                let rates = try await provider.rates(for: parcel)
                #expect(
                    rates.map { "\($0.courierName) \($0.service) \($0.cost.rupiah) \($0.estimate)" } == [
                        "J&T Express EZ 21000 ", "SiCepat REG 21000 2-3 hari", "JNE REG 23000 1-2 hari",
                    ])
                #expect(komerce.requests.count == 3)
                #expect(komerce.requests[2].form["origin"] == "31555")
                #expect(komerce.requests[2].form["destination"] == "4902")

                // Places are learnt once.
                _ = try await provider.rates(for: parcel)
                #expect(komerce.requests.count == 4)
            }
        }
    }

    @Test func `what one shop learnt of places another does not see`() async throws {
        try await withShops(2) { shops in
            let row = try #require(try Samples.rows(Samples.coblongRow).first)
            try await PlaceRepository(shops[0].database).learn("32.73.02.1002", is: row)
            let own: [String: KomerceCostPlaceID] = try await PlaceRepository(shops[0].database).places(of: [
                "32.73.02.1002", "11.01.01.2001",
            ])
            #expect(own == ["32.73.02.1002": KomerceCostPlaceID(number: 4_902)])
            let foreign: [String: KomerceCostPlaceID] = try await PlaceRepository(shops[1].database).places(of: [
                "32.73.02.1002"
            ])
            #expect(foreign.isEmpty)

            // A correction by hand is not overwritten.
            let other = try #require(try Samples.rows(Samples.originRow).first)
            try await PlaceRepository(shops[0].database).learn("32.73.02.1002", is: other)
            let kept: [String: KomerceCostPlaceID] = try await PlaceRepository(shops[0].database).places(of: [
                "32.73.02.1002"
            ])
            #expect(kept["32.73.02.1002"]?.number == 4_902)
        }
    }

    @Test func `a destination is looked for by village, by district, by postal code, and then given up`() async throws {
        try await withShop { shop in
            let place = Samples.place("Panjunan", "Astanaanyar", "Kota Bandung", "40242")
            let found = Samples.row(4_800, "PANJUNAN", "ASTANA ANYAR", "BANDUNG", "JAWA BARAT", "40242")
            let parcel = try Samples.parcel(to: place)
            try await ProviderDouble.answering({ request in
                Self.answer(
                    request, costs: .json(Samples.success(Self.costs)),
                    search: ["Sinduharjo Ngaglik": Samples.originRow, "40242": found])
            }) { komerce in
                let provider = KomerceRates(
                    key: "k", baseURL: komerce.baseURL, transport: WebTransport(), database: shop.database)
                _ = try await provider.rates(for: parcel)
                let asked = komerce.requests.compactMap { $0.query["search"] }
                #expect(asked == ["Sinduharjo Ngaglik", "Panjunan Astanaanyar", "Astanaanyar", "40242"])
                #expect(komerce.requests.last?.form["destination"] == "4800")

                let nowhere = try Samples.parcel(
                    to: ShippingPlace(
                        villageCode: "99.99.99.0001", village: "Atlantis", district: "Laut", regency: "Kota Dalam",
                        province: "Samudra", postalCode: "99999"))
                await #expect(throws: RateError.unknownDestination) { try await provider.rates(for: nowhere) }
            }
        }
    }

    @Test func `a district of a common name is read page by page`() async throws {
        try await withShop { shop in
            let filler = (0..<100).map { Samples.row($0, "DESA \($0)", "KUTA", "ACEH", "ACEH", "24000") }
                .joined(separator: ",")
            let kuta = ShippingPlace(
                villageCode: "51.03.01.1002", village: "Kuta", district: "Kuta", regency: "Kabupaten Badung",
                province: "Bali", postalCode: "80361")
            let parcel = try Samples.parcel(to: kuta)
            try await ProviderDouble.answering({ request in
                switch (request.query["search"], request.query["offset"]) {
                case ("Sinduharjo Ngaglik", _): .json(Samples.success("[\(Samples.originRow)]"))
                case ("Kuta Kuta", _), ("Kuta", "0"): .json(Samples.success("[\(filler)]"))
                case ("Kuta", "100"):
                    .json(Samples.success("[\(Samples.row(777, "KUTA", "KUTA", "BADUNG", "BALI", "80360"))]"))
                case (nil, _): .json(Samples.success(Self.costs))
                default: .json(Samples.notFound, status: 404)
                }
            }) { komerce in
                let provider = KomerceRates(
                    key: "k", baseURL: komerce.baseURL, transport: WebTransport(), database: shop.database)
                _ = try await provider.rates(for: parcel)
                #expect(komerce.requests.last?.form["destination"] == "777")
                #expect(komerce.requests.count == 6)
            }
        }
    }

    @Test func `an origin that is not known is the owner's to mend`() async throws {
        try await withShop { shop in
            let parcel = try Samples.parcel()
            try await ProviderDouble.replying(.json(Samples.notFound, status: 404)) { komerce in
                let provider = KomerceRates(
                    key: "k", baseURL: komerce.baseURL, transport: WebTransport(), database: shop.database)
                await #expect(throws: RateError.unknownOrigin("34.04.12.2003")) {
                    try await provider.rates(for: parcel)
                }
                let kuda = try Samples.parcel(couriers: ["kuda"])
                await #expect(throws: RateError.misconfigured("none of the shop's couriers is known")) {
                    try await provider.rates(for: kuda)
                }
            }
        }
    }

    @Test(
        arguments: [
            .json(Samples.success("[]")),
            .json(Samples.failure("Calculate Domestic Shipping Cost not found", 400), status: 200),
            .json(Samples.success(#"[{"code": "jne", "service": "REG", "cost": 0, "etd": ""}]"#)),
        ] as [ProviderDouble.Reply])
    func `a way that nobody serves is told from a provider that is down`(costs: ProviderDouble.Reply) async throws {
        try await withShop { shop in
            let parcel = try Samples.parcel()
            try await ProviderDouble.answering({ request in
                Self.answer(request, costs: costs, search: Self.known)
            }) { komerce in
                let provider = KomerceRates(
                    key: "k", baseURL: komerce.baseURL, transport: WebTransport(), database: shop.database)
                await #expect(throws: RateError.noCourier) { try await provider.rates(for: parcel) }
            }
        }
    }
}
