import Analytics
import ProviderDouble
import Tenancy
import Testing
import WebClient

@Suite struct PostHogProbeTests {
    private func probe(_ key: String?, _ reply: ProviderDouble.Reply) async throws -> (ProbeResult, [String]) {
        try await ProviderDouble.replying(reply) { posthog in
            let transport = WebTransport()
            let base = posthog.baseURL
            let accounts = PostHogAccounts(override: base) { _ in key.map { ["project_key": $0] } ?? [:] }
            let result = await PostHogProbe(accounts: accounts, transport: transport).probe(shop)
            await transport.close()
            return (result, posthog.requests.map { "\($0.path)?v=\($0.query["v"] ?? "")" })
        }
    }

    @Test func `a key that PostHog knows works, and nothing was written`() async throws {
        let (result, asked) = try await probe("phc_Uji42", .json("{\"flags\":{}}"))
        #expect(result.verdict == .works)
        #expect(asked == ["/flags/?v=2"])
    }

    @Test(arguments: [
        (401, ProbeResult.Verdict.refused), (404, .refused), (302, .refused), (429, .unreachable),
        (503, .unreachable),
    ])
    func `every other answer says what it says of the key`(status: Int, verdict: ProbeResult.Verdict) async throws {
        let reply = ProviderDouble.Reply.answer(status: status, contentType: "text/plain", body: "phc_Uji42 nope")
        let (result, _) = try await probe("phc_Uji42", reply)
        #expect(result.verdict == verdict)
        #expect(!result.detail.contains("phc_Uji42"))
    }

    @Test func `no key is no account, and a wrong one is told without a call`() async throws {
        #expect(try await probe(nil, .json("{}")).0.verdict == .notSetUp)
        let (result, asked) = try await probe("rahasia", .json("{}"))
        #expect(result.verdict == .incomplete)
        #expect(asked.isEmpty)
    }
}
