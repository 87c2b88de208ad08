import FoundationEssentials
import Sandbox
import SandboxSupport
import Tenancy
import Testing
import TokoCore
import WebClient

@testable import Shipping

/// What TokoKu relies on of BinderByte: `docs.binderbyte.com/api/cek-resi`. Five hits at the real one.
@Suite("BinderByte contract") struct BinderByteContractTests {
    private struct Account: Sendable {
        let base: String
        let key: String
        /// A parcel that the courier knows.
        let courier: String
        let waybill: String
        let phone: String
        let transport: WebTransport

        func track(_ waybill: String, key: String? = nil) async -> Result<TrackedParcel, TrackingError> {
            let provider = BinderByteTracking(key: key ?? self.key, baseURL: base, transport: transport)
            do throws(TrackingError) {
                return .success(
                    try await provider.track(courier: courier, waybill: waybill, recipientPhone: phone, at: Date()))
            } catch {
                return .failure(error)
            }
        }
    }

    private func withAccount(_ side: ContractSide, _ body: @Sendable (Account) async throws -> Void) async throws {
        let transport = WebTransport()
        do {
            switch side {
            case .sandbox:
                try await withSandbox { base in
                    try await body(
                        Account(
                            base: "\(base)/binderbyte", key: DemoCredentials.batik.binderbyteKey, courier: "jne",
                            waybill: "8825112045716759", phone: "081234567890", transport: transport))
                }
            case .real:
                try await body(
                    Account(
                        base: BinderByteTracking.productionURL, key: try ContractSide.key("binderbyte", "api_key"),
                        courier: try ContractSide.key("binderbyte", "courier"),
                        waybill: try ContractSide.key("binderbyte", "waybill"),
                        phone: try ContractSide.key("binderbyte", "phone"), transport: transport))
            }
        } catch {
            await transport.close()
            throw error
        }
        await transport.close()
    }

    @Test(arguments: ContractSide.sides(of: "binderbyte"))
    func `a known parcel has a state and a history, newest first`(side: ContractSide) async throws {
        try await withAccount(side) { account in
            let parcel = try await account.track(account.waybill).get()
            #expect(parcel.state != .waiting)
            #expect(!parcel.word.isEmpty)
            #expect(!parcel.history.isEmpty)
            let times = parcel.history.compactMap(\.at)
            #expect(times == times.sorted(by: >))
            #expect(!times.isEmpty)
        }
    }

    @Test(arguments: ContractSide.sides(of: "binderbyte"))
    func `an unknown number is told from every other trouble`(side: ContractSide) async throws {
        try await withAccount(side) { account in
            let answer = await account.track("SALAH0000000001")
            #expect([.failure(.unknownWaybill), .failure(.impossibleWaybill)].contains(answer))
        }
    }

    @Test(arguments: ContractSide.sides(of: "binderbyte"))
    func `a wrong key is called one`(side: ContractSide) async throws {
        try await withAccount(side) { account in
            let key = String(repeating: "0", count: 64)
            let answer = await account.track(account.waybill, key: key)
            guard case .failure(.refusedKey(let reason)) = answer else {
                Issue.record("not refused: \(answer)")
                return
            }
            #expect(!reason.contains(key))
        }
    }

    @Test(arguments: ContractSide.sides(of: "binderbyte"))
    func `the plan's use is told in figures`(side: ContractSide) async throws {
        try await withAccount(side) { account in
            let probe = BinderByteProbe(
                key: { _ in account.key }, baseURL: account.base, transport: account.transport)
            let result = await probe.probe(TenantID(1))
            #expect(result.verdict == .works)
            #expect(result.detail.hasSuffix("pengecekan terpakai"))
        }
    }

    @Test(arguments: ContractSide.sides(of: "binderbyte"))
    func `every courier that we ask for is on its list`(side: ContractSide) async throws {
        struct Courier: Decodable { let code: String }
        try await withAccount(side) { account in
            let client = BinderByteClient(key: account.key, baseURL: account.base, transport: account.transport)
            let body = try await client.get("v1/list_courier")
            let codes = Set(try JSONDecoder().decode([Courier].self, from: Data(body)).map(\.code))
            let asked = CourierNames.all.compactMap { CourierCodes.code(of: $0.code, at: .binderbyte) }
            #expect(Set(asked).subtracting(codes).isEmpty)
        }
    }
}
