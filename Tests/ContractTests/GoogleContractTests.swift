import Accounts
import Sandbox
import SandboxSupport
import Testing
import WebClient

/// What TokoKu relies on of Google's sign-in, as far as it goes without a person at the browser.
@Suite("Google contract") struct GoogleContractTests {
    private struct Account: Sendable {
        let tokenURL: String
        let keysURL: String
        let clientID: String
        let clientSecret: String
    }

    private func withAccount(
        _ side: ContractSide, _ body: @Sendable (Account, WebTransport) async throws -> Void
    ) async throws {
        let transport = WebTransport()
        do {
            switch side {
            case .sandbox:
                let shop = DemoCredentials.batik
                try await withSandbox { base in
                    try await body(
                        Account(
                            tokenURL: "\(base)/google/token", keysURL: "\(base)/google/certs",
                            clientID: shop.googleClientID, clientSecret: shop.googleClientSecret), transport)
                }
            case .real:
                try await body(
                    Account(
                        tokenURL: "https://oauth2.googleapis.com/token",
                        keysURL: "https://www.googleapis.com/oauth2/v3/certs",
                        clientID: ContractSide.key("google", "client_id"),
                        clientSecret: ContractSide.key("google", "client_secret")), transport)
            }
        } catch {
            await transport.close()
            throw error
        }
        await transport.close()
    }

    private static func exchange(_ account: Account, secret: String) -> WebRequest {
        .form(
            account.tokenURL,
            [
                ("grant_type", "authorization_code"), ("code", "4/0-nobody-gave-this"),
                ("code_verifier", String(repeating: "v", count: 43)),
                ("redirect_uri", DemoCredentials.batik.googleRedirectURI), ("client_id", account.clientID),
                ("client_secret", secret),
            ])
    }

    @Test(arguments: ContractSide.sides(of: "google"))
    func `a code that nobody was given is refused, and the client is known`(side: ContractSide) async throws {
        try await withAccount(side) { account, transport in
            let answer = try await transport.send(Self.exchange(account, secret: account.clientSecret))
            #expect(answer.status == 400)
            #expect(answer.text.contains("invalid_grant") || answer.text.contains("redirect_uri_mismatch"))
        }
    }

    @Test(arguments: ContractSide.sides(of: "google"))
    func `another's secret is refused`(side: ContractSide) async throws {
        try await withAccount(side) { account, transport in
            let answer = try await transport.send(Self.exchange(account, secret: "GOCSPX-nobody"))
            #expect(answer.status == 401 || answer.status == 400)
            #expect(answer.text.contains("invalid_client"))
        }
    }

    @Test(arguments: ContractSide.sides(of: "google"))
    func `the keys are RSA with numbers of their own`(side: ContractSide) async throws {
        try await withAccount(side) { account, transport in
            let answer = try await transport.send(.get(account.keysURL))
            #expect(answer.status == 200)
            for word in ["\"keys\"", "\"kid\"", "\"RSA\"", "\"RS256\"", "\"n\"", "\"e\""] {
                #expect(answer.text.contains(word))
            }
        }
    }
}
