import SandboxSupport
import Testing
import TokoCore
import WebClient

@testable import Shipping

/// What TokoKu relies on of the "Shipping Cost" product. At the real one every call counts: a run makes seven.
@Suite("komerce contract", .serialized) struct KomerceContractTests {
    private func withClient(
        _ side: ContractSide, key: String? = nil, _ body: @Sendable (KomerceClient) async throws -> Void
    ) async throws {
        let transport = WebTransport()
        do {
            switch side {
            case .sandbox:
                try await withSandbox { base in
                    try await body(
                        KomerceClient(
                            key: key ?? "batik-komerce-key", baseURL: "\(base)/komerce", transport: transport))
                }
            case .real:
                let key = try key ?? ContractSide.key("komerce", "shipping_cost_key")
                try await body(
                    KomerceClient(key: key, baseURL: KomerceRates.productionURL, transport: transport))
            }
        } catch {
            await transport.close()
            throw error
        }
        await transport.close()
    }

    private static let menteng = ContractPlaces.menteng
    private static let dago = ContractPlaces.dago

    @Test(arguments: ContractSide.sides(of: "komerce"))
    func `a village is found by name, and a parcel to it is priced`(side: ContractSide) async throws {
        try await withClient(side) { client in
            let rows = try await client.search("Menteng Menteng", limit: 100, offset: 0)
            let origin = try #require(PlaceMatch.best(rows, for: Self.menteng))
            let there = try await client.search("Dago Coblong", limit: 100, offset: 0)
            let destination = try #require(PlaceMatch.best(there, for: Self.dago))
            #expect(PlaceName.plain(destination.village) == "DAGO" && destination.zip.hasPrefix("401"))
            let costs = try await client.cost(
                from: origin.id, to: destination.id, weight: try Weight(grams: 1_000), couriers: ["jne", "pos"])
            let rates = costs.compactMap { $0.rate() }
            #expect(rates.contains { $0.courierCode == "jne" })
            #expect(rates.allSatisfy { (1_000...2_000_000).contains($0.cost.rupiah) && !$0.service.isEmpty })
        }
    }

    @Test(arguments: ContractSide.sides(of: "komerce"))
    func `a name that no place has is an empty list`(side: ContractSide) async throws {
        try await withClient(side) { client in
            let rows = try await client.search("Xqzwvtidakada", limit: 10, offset: 0)
            #expect(rows.isEmpty)
        }
    }

    @Test(arguments: ContractSide.sides(of: "komerce"))
    func `one unknown courier fails the whole call`(side: ContractSide) async throws {
        try await withClient(side) { client in
            let row = try #require(try await client.search("Menteng Menteng", limit: 1, offset: 0).first)
            await #expect(throws: RateError.misconfigured("Komerce does not know one of the shop's couriers")) {
                try await client.cost(
                    from: row.id, to: row.id, weight: try Weight(grams: 1_000), couriers: ["jne", "kuda"])
            }
        }
    }

    @Test(arguments: ContractSide.sides(of: "komerce"))
    func `a wrong key is told from an outage`(side: ContractSide) async throws {
        try await withClient(side, key: "tokoku-wrong-key") { client in
            await #expect(throws: RateError.refusedKey("Komerce refuses the shop's shipping_cost_key")) {
                try await client.search("Menteng", limit: 1, offset: 0)
            }
        }
    }
}

enum ContractPlaces {
    static let menteng = ShippingPlace(
        villageCode: "31.71.06.1001", village: "Menteng", district: "Menteng",
        regency: "Kota Administrasi Jakarta Pusat", province: "Daerah Khusus Ibukota Jakarta", postalCode: "10310")
    static let dago = ShippingPlace(
        villageCode: "32.73.02.1004", village: "Dago", district: "Coblong", regency: "Kota Bandung",
        province: "Jawa Barat", postalCode: "40135")
}
