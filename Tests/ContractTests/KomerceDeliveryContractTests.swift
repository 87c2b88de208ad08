import SandboxSupport
import Testing
import TokoCore
import WebClient

@testable import Shipping

/// What TokoKu relies on of the "Shipping Delivery" product.
@Suite("komerce delivery contract", .serialized) struct KomerceDeliveryContractTests {
    private func withClient(
        _ side: ContractSide, key: String? = nil, _ body: @Sendable (KomerceDeliveryClient) async throws -> Void
    ) async throws {
        let transport = WebTransport()
        do {
            switch side {
            case .sandbox:
                try await withSandbox { base in
                    try await body(
                        KomerceDeliveryClient(
                            key: key ?? "batik-komerce-delivery-key", baseURL: "\(base)/komerce-delivery",
                            transport: transport))
                }
            case .real:
                let key = try key ?? ContractSide.key("komerce", "shipping_delivery_key")
                try await body(
                    KomerceDeliveryClient(
                        key: key, baseURL: KomerceDeliveryRates.productionURL, transport: transport))
            }
        } catch {
            await transport.close()
            throw error
        }
        await transport.close()
    }

    @Test(arguments: ContractSide.sides(of: "komerce"))
    func `a village is found by its postal code, and a parcel to it is priced in kilograms`(
        side: ContractSide
    ) async throws {
        try await withClient(side) { client in
            let origin = try #require(
                PlaceMatch.byPostalCode(try await client.search("10310"), for: ContractPlaces.menteng))
            let destination = try #require(
                PlaceMatch.byPostalCode(try await client.search("40135"), for: ContractPlaces.dago))
            #expect(destination.zip == "40135")
            let value = try Money(rupiah: 250_000)
            let light = try await client.cost(
                from: origin.id, to: destination.id, weight: try Weight(grams: 1_000), value: value
            ).compactMap { $0.rate() }
            #expect(light.contains { $0.courierCode == "jne" })
            #expect(light.allSatisfy { (1_000...2_000_000).contains($0.cost.rupiah) && !$0.service.isEmpty })
            // Three kilograms, not three grams nor three tons.
            let heavy = try await client.cost(
                from: origin.id, to: destination.id, weight: try Weight(grams: 3_000), value: value
            ).compactMap { $0.rate() }
            let one = try #require(light.filter { $0.courierCode == "jne" }.map(\.cost).min())
            let three = try #require(heavy.filter { $0.courierCode == "jne" }.map(\.cost).min())
            #expect(three > one && three.rupiah <= one.rupiah * 10)
        }
    }

    @Test(arguments: ContractSide.sides(of: "komerce"))
    func `a wrong key is told from an outage`(side: ContractSide) async throws {
        try await withClient(side, key: "tokoku-wrong-key") { client in
            await #expect(throws: RateError.refusedKey("Komerce refuses the shop's shipping_delivery_key")) {
                try await client.search("10310")
            }
        }
    }
}
