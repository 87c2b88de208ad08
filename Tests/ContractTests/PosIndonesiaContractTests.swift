import SandboxSupport
import Shipping
import Testing
import WebClient

/// What TokoKu relies on of Pos Indonesia's page.
@Suite("Pos Indonesia contract") struct PosIndonesiaContractTests {
    private func withPage(
        _ side: ContractSide, _ body: @Sendable (PosIndonesiaPage) async throws -> Void
    ) async throws {
        let transport = WebTransport()
        do {
            switch side {
            case .sandbox:
                try await withSandbox { base in
                    try await body(PosIndonesiaPage(baseURL: "\(base)/posindonesia", transport: transport))
                }
            case .real: try await body(PosIndonesiaPage(baseURL: nil, transport: transport))
            }
        } catch {
            await transport.close()
            throw error
        }
        await transport.close()
    }

    @Test(arguments: ContractSide.sides(of: "posindonesia"))
    func `a village is found with all above it`(side: ContractSide) async throws {
        try await withPage(side) { page in
            let found = try await page.search("Petisah Tengah")
            let medan = try #require(found.first { $0.regency.uppercased().contains("MEDAN") })
            #expect(medan.village.uppercased() == "PETISAH TENGAH")
            #expect(medan.district.uppercased() == "MEDAN PETISAH")
            #expect(medan.province.uppercased() == "SUMATERA UTARA")
            #expect(medan.postalCode.hasPrefix("201"))
        }
    }

    @Test(arguments: ContractSide.sides(of: "posindonesia"))
    func `a name that no place has is an empty list`(side: ContractSide) async throws {
        try await withPage(side) { page in
            let found = try await page.search("Xqzwv Tidak Ada")
            #expect(found.isEmpty)
        }
    }
}
