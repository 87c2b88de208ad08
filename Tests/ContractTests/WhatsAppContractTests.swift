import FoundationEssentials
import Jobs
import Messaging
import Sandbox
import SandboxSupport
import Tenancy
import Testing
import TokoCore
import WebClient

/// What TokoKu relies on of WhatsApp's Cloud API. At the real one it sends one `pesanan_dibayar_toko` to the number in
/// `TOKOKU_REAL_WHATSAPP_RECIPIENT`.
@Suite("WhatsApp contract") struct WhatsAppContractTests {
    private static let tenant = TenantID(1)

    private func withAccount(
        _ side: ContractSide, token: String? = nil,
        _ body: @Sendable (WhatsAppAccounts, WebTransport) async throws -> Void
    ) async throws {
        let transport = WebTransport()
        do {
            switch side {
            case .sandbox:
                let own = DemoCredentials.whatsAppAccounts(shopPort: 1)[0]
                let fields = [
                    "access_token": token ?? own.accessToken, "phone_number_id": own.phoneNumberID,
                    "waba_id": own.wabaID, "app_secret": own.appSecret, "verify_token": own.verifyToken,
                ]
                try await withSandbox { base in
                    try await body(WhatsAppAccounts(baseURL: "\(base)/whatsapp") { _ in fields }, transport)
                }
            case .real:
                let fields = [
                    "access_token": try token ?? ContractSide.key("whatsapp", "access_token"),
                    "phone_number_id": try ContractSide.key("whatsapp", "phone_number_id"),
                    "waba_id": try ContractSide.key("whatsapp", "waba_id"), "app_secret": "unused",
                    "verify_token": "unused",
                ]
                try await body(WhatsAppAccounts(baseURL: nil) { _ in fields }, transport)
            }
        } catch {
            await transport.close()
            throw error
        }
        await transport.close()
    }

    @Test(arguments: ContractSide.sides(of: "whatsapp"))
    func `the number is known to who holds its token, and to nobody else`(side: ContractSide) async throws {
        try await withAccount(side) { accounts, transport in
            let result = await WhatsAppProbe(accounts: accounts, transport: transport).probe(Self.tenant)
            #expect(result.verdict == .works, "\(result.detail)")
        }
        try await withAccount(side, token: "EAAG-nobody") { accounts, transport in
            let result = await WhatsAppProbe(accounts: accounts, transport: transport).probe(Self.tenant)
            #expect(result.verdict == .refused, "\(result.detail)")
        }
    }

    @Test(arguments: ContractSide.sides(of: "whatsapp"))
    func `a notice by an approved template is taken and named`(side: ContractSide) async throws {
        let phone = side == .real ? try ContractSide.key("whatsapp", "recipient") : "081234567890"
        try await withAccount(side) { accounts, transport in
            let lane = WhatsAppLane(
                accounts: accounts, writer: OneNotice(to: phone), transport: transport,
                database: { _ in preconditionFailure("a first attempt asks no database") })
            let log = Outcomes()
            let job = Job(
                id: 1, lane: .whatsapp, kind: "owner.paid", dedupeKey: "k", payload: "{}", attempts: 0, unknowns: 0,
                createdAt: Date())
            try await lane.attempt([job], for: Self.tenant, log: log)
            let outcome = try #require(await log.outcomes.first)
            guard case .done(let reference?) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(!reference.isEmpty)
        }
    }
}

private struct OneNotice: NoticeWriter {
    let to: String

    func notice(for job: Job, of tenant: TenantID) async throws -> Notice? {
        Notice(
            to: to, template: "pesanan_dibayar_toko", language: "id",
            parameters: [
                .init("nomor_pesanan", "TK-7H3KQ9WX"), .init("nama", "Siti"), .init("total", "Rp 170.000"),
            ], buttonSuffix: "TK-7H3KQ9WX")
    }
}

private actor Outcomes: AttemptLog {
    private(set) var outcomes: [JobOutcome] = []

    func sending(_ job: Job) {}
    func finish(_ job: Job, _ outcome: JobOutcome) { outcomes.append(outcome) }
}
