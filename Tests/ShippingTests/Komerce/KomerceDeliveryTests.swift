import FoundationEssentials
import ProviderDouble
import TestSupport
import Testing
import TokoCore
import WebClient

@testable import Shipping

/// The "Shipping Delivery" product with the traps of its sheet, against a real HTTP server and a real database.
struct KomerceDeliveryTests {
    private static func row(_ id: Int, _ village: String, _ district: String, _ city: String, _ zip: String) -> String {
        """
        {"id": \(id), "label": "\(village), \(district), \(city), \(zip)", "subdistrict_name": "\(village)",
         "district_name": "\(district)", "city_name": "\(city)", "zip_code": "\(zip)"}
        """
    }

    private static let origin = row(72_001, "SINDUHARJO", "NGAGLIK", "SLEMAN", "55581")
    private static let stray = row(5_523, "PURWOKERTO", "NGADILUWIH", "KEDIRI", "64171")
    private static let kedungwuluh = row(72_910, "KEDUNGWULUH", "PURWOKERTO BARAT", "BANYUMAS", "53131")
    private static let banyumas = ShippingPlace(
        villageCode: "33.02.25.1007", village: "Kedungwuluh", district: "Purwokerto Barat",
        regency: "Kabupaten Banyumas", province: "Jawa Tengah", postalCode: "53131")

    private static let tariff = """
        {"calculate_reguler": [
          {"shipping_name": "JNE", "service_name": "REG23", "shipping_cost": 80000.5, "shipping_cost_net": 60000,
           "service_fee": 10640.5, "etd": "3-4 day"},
          {"shipping_name": "SICEPAT", "service_name": "REG", "shipping_cost": "21000.49", "etd": "-"},
          {"shipping_name": "LION", "service_name": "REGPACK", "shipping_cost": 0, "etd": ""},
          {"shipping_name": "SAP", "service_name": "UDRREG", "shipping_cost": "murah", "etd": ""},
          {"shipping_name": "IDEXPRESS", "service_name": "STD", "shipping_cost": 25800, "etd": "2-4 day"},
          {"shipping_name": "KUDA", "service_name": "LARI", "shipping_cost": 1000, "etd": ""}],
         "calculate_cargo": [
          {"shipping_name": "JNE", "service_name": "JTR23", "shipping_cost": 50000, "etd": "-"}],
         "calculate_instant": null}
        """

    private static func answer(_ request: ProviderRequest, _ tariff: String) -> ProviderDouble.Reply {
        switch (request.path, request.query["keyword"]) {
        case ("/tariff/api/v1/destination/search", "55581"): .json(Samples.success("[\(origin)]"))
        case ("/tariff/api/v1/destination/search", "53131"): .json(Samples.success("[\(stray), \(kedungwuluh)]"))
        case ("/tariff/api/v1/destination/search", _): .json(Samples.success("null"))
        default: .json(Samples.success(tariff))
        }
    }

    @Test(
        arguments: [
            (0, "0.001"), (1, "0.001"), (999, "0.999"), (1_000, "1"), (1_001, "1.001"), (1_200, "1.2"), (1_050, "1.05"),
            (10_000, "10"), (12_345, "12.345"),
        ] as [(Int64, String)])
    func `grams become kilograms with a dot`(grams: Int64, kilograms: String) throws {
        #expect(KomerceDeliveryClient.kilograms(try Weight(grams: grams)) == kilograms)
    }

    @Test func `the place is the one with the code, not the first row, and prices are rounded half up`() async throws {
        try await withShop { shop in
            try await ProviderDouble.answering({ Self.answer($0, Self.tariff) }) { komerce in
                let provider = KomerceDeliveryRates(
                    key: "d", baseURL: komerce.baseURL + "/", transport: WebTransport(), database: shop.database)
                let parcel = try Samples.parcel(grams: 1_001, to: Self.banyumas, couriers: [])
                let rates = try await provider.rates(for: parcel)
                #expect(
                    rates.map { "\($0.courierCode) \($0.service) \($0.cost.rupiah) \($0.estimate)" } == [
                        "sicepat REG 21000 ", "ide STD 25800 2-4 hari", "jne JTR23 50000 ", "jne REG23 80001 3-4 hari",
                    ])
                let asked = try #require(komerce.requests.last)
                #expect(asked.method == "GET" && asked.headers["x-api-key"] == "d" && asked.headers["key"] == nil)
                #expect(
                    asked.query == [
                        "shipper_destination_id": "72001", "receiver_destination_id": "72910", "weight": "1.001",
                        "item_value": "300000", "cod": "no",
                    ])
                // Only the shop's couriers, without what it hides.
                let fewer = try await provider.rates(
                    for: try Samples.parcel(to: Self.banyumas, couriers: ["jne"], hidden: ["JTR23"]))
                #expect(fewer.map(\.service) == ["REG23"])
                #expect(komerce.requests.count == 4)
            }
        }
    }

    @Test func `numbers of one product are unknown to the other`() async throws {
        try await withShop { shop in
            let places = PlaceRepository(shop.database)
            let row = try #require(try Samples.rows(Samples.coblongRow).first)
            try await places.learn("32.73.02.1002", is: row)
            let delivery: [String: KomerceDeliveryPlaceID] = try await places.places(of: ["32.73.02.1002"])
            #expect(delivery.isEmpty)
        }
    }

    @Test(
        arguments: [
            #"{"calculate_reguler": [], "calculate_cargo": [], "calculate_instant": []}"#, "{}", "null",
            #"{"calculate_reguler": null}"#,
        ])
    func `lists that are empty, missing or null are no courier`(tariff: String) async throws {
        try await withShop { shop in
            try await ProviderDouble.answering({ Self.answer($0, tariff) }) { komerce in
                let provider = KomerceDeliveryRates(
                    key: "d", baseURL: komerce.baseURL, transport: WebTransport(), database: shop.database)
                let parcel = try Samples.parcel(to: Self.banyumas)
                await #expect(throws: RateError.noCourier) { try await provider.rates(for: parcel) }
            }
        }
    }

    @Test(
        arguments: [
            (
                .json(Samples.failure("Unauthorized", 401), status: 401),
                .refusedKey("Komerce refuses the shop's shipping_delivery_key")
            ),
            (.json(Samples.failure("Daily limit exceeded", 429), status: 429), .quotaExhausted),
            (.page("<html>502</html>", status: 502), .unavailable("HTTP 502, no JSON")),
            (.json(Samples.success(#"["?"]"#)), .unavailable("the answer's data are of another form")),
        ] as [(ProviderDouble.Reply, RateError)])
    func `what is wrong with the provider is named`(reply: ProviderDouble.Reply, error: RateError) async throws {
        try await withShop { shop in
            try await ProviderDouble.answering({ request in
                request.path.hasSuffix("/calculate") ? reply : Self.answer(request, "")
            }) { komerce in
                let provider = KomerceDeliveryRates(
                    key: "d", baseURL: komerce.baseURL, transport: WebTransport(), database: shop.database)
                let parcel = try Samples.parcel(to: Self.banyumas)
                await #expect(throws: error) { try await provider.rates(for: parcel) }
            }
        }
    }

    @Test func `a village of a name and code that no row has is unknown`() async throws {
        try await withShop { shop in
            try await ProviderDouble.answering({ request in
                request.query["keyword"] == "40132"
                    ? .json(Samples.success("[\(Self.row(1, "-", "COBLONG", "BANDUNG", "40132"))]"))
                    : Self.answer(request, Self.tariff)
            }) { komerce in
                let provider = KomerceDeliveryRates(
                    key: "d", baseURL: komerce.baseURL, transport: WebTransport(), database: shop.database)
                let parcel = try Samples.parcel()
                await #expect(throws: RateError.unknownDestination) { try await provider.rates(for: parcel) }
                #expect(
                    komerce.requests.compactMap { $0.query["keyword"] } == ["55581", "40132", "Lebak Gede", "Coblong"])
            }
        }
    }
}
