import Analytics
import SandboxSupport
import Tenancy
import Testing
import TokoCore
import WebClient

/// What TokoKu relies on of PostHog. The real one wants `TOKOKU_REAL_POSTHOG_PROJECT_KEY` and
/// `TOKOKU_REAL_POSTHOG_URL`, such as `https://eu.i.posthog.com`, of a project made for tests.
@Suite("PostHog contract") struct PostHogContractTests {
    private func withProject(
        _ side: ContractSide, _ body: @Sendable (_ base: String, _ key: String, WebTransport) async throws -> Void
    ) async throws {
        let transport = WebTransport()
        do {
            switch side {
            case .sandbox: try await withSandbox { try await body("\($0)/posthog", "phc_Uji42", transport) }
            case .real:
                try await body(
                    ContractSide.key("posthog", "url"), ContractSide.key("posthog", "project_key"), transport)
            }
        } catch {
            await transport.close()
            throw error
        }
        await transport.close()
    }

    private static func batch(_ base: String, _ key: String, _ events: String) -> WebRequest {
        .json(base + "/batch/", body: Array("{\"api_key\":\"\(key)\",\"batch\":[\(events)]}".utf8))
    }

    private static func event(_ name: String, id: String? = "0:contract") -> String {
        let visitor = id.map { "\"distinct_id\":\"\($0)\"," } ?? ""
        return """
            {"event":"\(name)","uuid":"5c1b0d7e-2f0d-5f0e-9f57-6a1f0c2f7a10","timestamp":"2026-08-12T09:41:07.000Z",\
            "properties":{\(visitor)"$process_person_profile":false,"$geoip_disable":true,"tenant_id":0}}
            """
    }

    @Test(arguments: ContractSide.sides(of: "posthog"))
    func `a batch of good events is received, again and again`(side: ContractSide) async throws {
        try await withProject(side) { base, key, transport in
            for _ in 0..<2 {
                let answer = try await transport.send(Self.batch(base, key, Self.event("TokoKu Contract")))
                #expect(answer.status == 200)
            }
        }
    }

    @Test(arguments: ContractSide.sides(of: "posthog"))
    func `one event without a name or a visitor makes the whole batch refused`(side: ContractSide) async throws {
        try await withProject(side) { base, key, transport in
            let good = Self.event("TokoKu Contract")
            for bad in [Self.event(""), Self.event("TokoKu Contract", id: nil)] {
                let answer = try await transport.send(Self.batch(base, key, "\(good),\(bad)"))
                #expect(answer.status == 400)
            }
        }
    }

    @Test(arguments: ContractSide.sides(of: "posthog"))
    func `a key that is none is refused with 401`(side: ContractSide) async throws {
        try await withProject(side) { base, _, transport in
            let answer = try await transport.send(Self.batch(base, "phx_nobody", Self.event("TokoKu Contract")))
            #expect(answer.status == 401)
        }
    }

    @Test(arguments: ContractSide.sides(of: "posthog"))
    func `the probe knows a project's key from another's`(side: ContractSide) async throws {
        try await withProject(side) { base, key, transport in
            for (key, works) in [(key, true), ("phc_", false)] {
                let accounts = PostHogAccounts(override: base) { _ in ["project_key": key] }
                let result = await PostHogProbe(accounts: accounts, transport: transport).probe(TenantID(1))
                #expect((result.verdict == .works) == works, "\(result.detail)")
            }
        }
    }

    @Test(arguments: ContractSide.sides(of: "posthog"))
    func `the browser's script is served, and open to other origins' pages`(side: ContractSide) async throws {
        try await withProject(side) { base, _, transport in
            let assets = base.replacing(".i.posthog.com", with: "-assets.i.posthog.com")
            let answer = try await transport.send(
                .get(assets + "/static/array.js", headers: [("Origin", "https://toko.example")]))
            #expect(answer.status == 200)
            #expect(answer.header("Content-Type")?.contains("javascript") == true)
            #expect(answer.header("Access-Control-Allow-Origin") != nil)
        }
    }
}
