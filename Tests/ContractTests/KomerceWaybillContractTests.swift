import FoundationEssentials
import Sandbox
import SandboxSupport
import Shipping
import Testing
import WebClient

/// What TokoKu relies on of RajaOngkir's waybill call. Two hits of the plan at the real one.
@Suite("Komerce waybill contract") struct KomerceWaybillContractTests {
    private func track(
        _ side: ContractSide, _ waybill: String?, key: String? = nil
    ) async throws -> Result<TrackedParcel, TrackingError> {
        let transport = WebTransport()
        let answer: Result<TrackedParcel, TrackingError>
        switch side {
        case .sandbox:
            answer = try await withSandbox { base in
                await Self.ask(
                    KomerceWaybill(
                        key: key ?? DemoCredentials.batik.komerceKey, baseURL: "\(base)/komerce", transport: transport),
                    "jne", waybill ?? "8825112045716759", "081234567890")
            }
        case .real:
            let known = try ContractSide.key("komerce", "waybill")
            answer = await Self.ask(
                KomerceWaybill(
                    key: try key ?? ContractSide.key("komerce", "shipping_cost_key"),
                    baseURL: KomerceRates.productionURL, transport: transport),
                try ContractSide.key("komerce", "waybill_courier"), waybill ?? known,
                try ContractSide.key("komerce", "waybill_phone"))
        }
        await transport.close()
        return answer
    }

    private static func ask(
        _ provider: KomerceWaybill, _ courier: String, _ waybill: String, _ phone: String
    ) async -> Result<TrackedParcel, TrackingError> {
        do throws(TrackingError) {
            return .success(
                try await provider.track(courier: courier, waybill: waybill, recipientPhone: phone, at: Date()))
        } catch {
            return .failure(error)
        }
    }

    @Test(arguments: ContractSide.sides(of: "komerce"))
    func `a known parcel has a state and a history, newest first`(side: ContractSide) async throws {
        let parcel = try await track(side, nil).get()
        #expect(parcel.state != .waiting)
        let times = parcel.history.compactMap(\.at)
        #expect(!times.isEmpty)
        #expect(times == times.sorted(by: >))
    }

    @Test(arguments: ContractSide.sides(of: "komerce"))
    func `an unknown number is told from every other trouble`(side: ContractSide) async throws {
        let answer = try await track(side, "SALAH0000000001")
        #expect(answer == .failure(.unknownWaybill))
    }

    @Test(arguments: ContractSide.sides(of: "komerce"))
    func `a wrong key is called one`(side: ContractSide) async throws {
        let answer = try await track(side, nil, key: "nobody")
        #expect(answer == .failure(.refusedKey("Komerce refuses the shop's shipping_cost_key")))
    }
}
