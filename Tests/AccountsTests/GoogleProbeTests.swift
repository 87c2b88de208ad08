import ProviderDouble
import Tenancy
import Testing
import TokoCore
import WebClient

@testable import Accounts

struct GoogleProbeTests {
    private func result(
        of reply: ProviderDouble.Reply, _ keys: [String: String] = ["client_id": "id ", "client_secret": "GOCSPX-x"],
        _ look: (ProviderDouble) -> Void = { _ in }
    ) async throws -> ProbeResult {
        try await ProviderDouble.replying(reply) { google in
            let transport = WebTransport()
            let probe = GoogleProbe(
                endpoints: GoogleEndpoints(tokenURL: google.baseURL), transport: transport, keys: { _ in keys })
            let result = await probe.probe(TenantID(1))
            await transport.close()
            look(google)
            return result
        }
    }

    static let answers: [(ProviderDouble.Reply, ProbeResult)] = [
        (
            .json(#"{"error": "invalid_grant", "error_description": "Malformed auth code."}"#, status: 400),
            ProbeResult(.works, "client_id dan client_secret dikenal")
        ),
        (
            .json(#"{"error": "invalid_client", "error_description": "Unauthorized"}"#, status: 401),
            ProbeResult(.refused, "Google tidak mengenal client_id ini, atau client_secret salah")
        ),
        (
            .json(#"{"error": "unauthorized_client"}"#, status: 401),
            ProbeResult(.incomplete, "klien ini tidak boleh dipakai untuk masuk lewat situs web")
        ),
        (
            .json(#"{"error": "org_internal"}"#, status: 403),
            ProbeResult(.incomplete, "Google menjawab “org_internal”")
        ),
        (.json("{}", status: 503), ProbeResult(.unreachable, "Google menjawab HTTP 503")),
        (.page("<html>", status: 404), ProbeResult(.unreachable, "Google menjawab HTTP 404")),
        (.json("[]", status: 400), ProbeResult(.unreachable, "jawaban Google tidak dapat dibaca")),
    ]

    @Test(arguments: answers)
    func `Google's answer to a code that nobody was given tells whether it knows the client`(
        reply: ProviderDouble.Reply, expected: ProbeResult
    ) async throws {
        #expect(try await result(of: reply) == expected)
    }

    @Test func `what is asked is a code's exchange, with the client as it was pasted`() async throws {
        _ = try await result(of: .json(#"{"error": "invalid_grant"}"#, status: 400)) { google in
            #expect(google.requests.count == 1)
            #expect(google.requests[0].path == "/token")
            #expect(google.requests[0].form["client_id"] == "id")
            #expect(google.requests[0].form["grant_type"] == "authorization_code")
        }
    }

    @Test func `a client that is not whole is not tried`() async throws {
        let told = try await result(of: .json("{}"), ["client_id": "id"]) { google in
            #expect(google.requests.isEmpty)
        }
        #expect(told == ProbeResult(.notSetUp, "belum diisi: client_secret"))
    }
}
