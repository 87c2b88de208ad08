import ProviderDouble
import Tenancy
import Testing
import TokoCore
import WebClient

@testable import Analytics

@Suite struct PostHogAccountTests {
    @Test(arguments: [
        ([:], "https://us.i.posthog.com", "https://us-assets.i.posthog.com"),
        (["region": "us"], "https://us.i.posthog.com", "https://us-assets.i.posthog.com"),
        (["region": "eu"], "https://eu.i.posthog.com", "https://eu-assets.i.posthog.com"),
        (["region": "own", "address": "https://hitung.toko.id/"], "https://hitung.toko.id", "https://hitung.toko.id"),
        (["address": "https://hitung.toko.id:8443"], "https://hitung.toko.id:8443", "https://hitung.toko.id:8443"),
    ])
    func `a region or an own address says where events go`(
        fields: [String: String], events: String, assets: String
    ) throws {
        let account = try #require(
            try PostHogAccount(fields.merging(["project_key": "phc_Uji42"]) { $1 }, override: nil))
        #expect(account.eventsURL == events)
        #expect(account.assetsURL == assets)
        #expect(account.origins == (events == assets ? [events] : [assets, events]))
    }

    @Test(arguments: [
        "http://hitung.toko.id", "https://127.0.0.1", "https://10.0.0.7", "https://[::1]", "https://localhost",
        "https://posthog", "https://db.internal", "https://printer.local", "https://a.b/jalan", "https://a.b?x",
        "https://u:p@a.b", "https://a.b; script-src *", "https://a..b", "https://-a.b", "https://a.b:0",
        "https://a.b:99999", "https://a.b:08", "javascript:alert(1)", "", "https://",
    ])
    func `an address that is none, or no public name, is refused`(address: String) {
        #expect(throws: PostHogSetupProblem.badAddress) {
            try PostHogAccount(["project_key": "phc_Uji42", "region": "own", "address": address], override: nil)
        }
    }

    @Test(arguments: ["phx_42", "phc_", "phc_a b", "phc_\"x", "kunci"])
    func `a key that is none is refused`(key: String) {
        #expect(throws: PostHogSetupProblem.badKey) { try PostHogAccount(["project_key": key], override: nil) }
    }

    @Test func `the installation's address stands in for every other, and keeps its path`() throws {
        let account = try #require(
            try PostHogAccount(
                ["project_key": "phc_Uji42", "region": "eu"], override: "http://127.0.0.1:8099/posthog"))
        #expect(account.eventsURL == "http://127.0.0.1:8099/posthog")
        #expect(account.origins == ["http://127.0.0.1:8099"])
        #expect(!account.isForeign)
    }

    /// Nothing listens at most of them, so it is the refusal that must come, and at once.
    @Test(arguments: [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0",
        "[::1]", "[fe80::1]", "[fd00::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "localhost",
    ])
    func `a public request connects to no private address`(host: String) async throws {
        let transport = WebTransport()
        var request = WebRequest.get("http://\(host):1/")
        request.publicOnly = true
        await #expect(throws: WebError.cannotConnect) { try await transport.send(request) }
        await transport.close()
    }

    @Test func `a server that listens here is not reached by a public request`() async throws {
        try await ProviderDouble.replying(.json("{}")) { server in
            let transport = WebTransport()
            var request = WebRequest.get(server.baseURL + "/")
            let reached = try await transport.send(request)
            #expect(reached.status == 200)
            request.publicOnly = true
            // A kept connection would not be looked at again; the name is another, as a shop's would be.
            request.url = server.baseURL.replacing("127.0.0.1", with: "localhost") + "/"
            await #expect(throws: WebError.cannotConnect) { try await transport.send(request) }
            #expect(server.requests.count == 1)
            await transport.close()
        }
    }
}
