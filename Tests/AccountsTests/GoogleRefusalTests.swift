import Accounts
import Foundation
import Postgres
import ProviderDouble
import TestSupport
import Testing
import Vault

/// However Google, the browser or somebody between them lies: nobody is signed in.
@Suite(.oneShop)
struct GoogleRefusalTests {
    @Test(arguments: Lie.all)
    func `a token that does not hold signs nobody in`(lie: Lie) async throws {
        let shop = try OneShop.shop
        try await withGoogle { google, signIn, _ in
            google.lie(lie.tell)
            await #expect(throws: lie.error) { try await signIn.visit(shop, google) }
            let customers = try await shop.customers()
            #expect(customers == 0)
        }
    }

    @Test(
        arguments: [
            (["error": "access_denied"], .cancelled),
            (["error": "temporarily_unavailable"], .unavailable),
            (["error": "server_error"], .unavailable),
            (["error": "invalid_scope"], .misconfigured),
            (["error": "admin_policy_enforced"], .refused),
            (["error": "login_required"], .expired),
            (["iss": "https://evil.example"], .refused),
            (["code": ""], .refused),
            (["state": ""], .expired),
            (["state": String(repeating: "A", count: 43)], .expired),
        ] as [([String: String], GoogleSignInError)])
    func `what the callback says instead is told plainly`(says: [String: String], error: GoogleSignInError) async throws
    {
        let shop = try OneShop.shop
        try await withGoogle { google, signIn, double in
            let start = try await signIn.begin(shop)
            let query = try google.consent(at: start.location).merging(says) { $1 }
            await #expect(throws: error) {
                try await signIn.finish(shop, query, browser: start.browserToken.text)
            }
            #expect(double.requests.isEmpty)
        }
    }

    @Test(
        arguments: [
            (.page("<html>500</html>", status: 500), .unavailable, 2),
            (.page("<html>maintenance</html>", status: 200), .unavailable, 1),
            (.json(#"{"access_token":"x"}"#), .unavailable, 1),
            (.json("{", status: 200), .unavailable, 1),
            (.hangUp, .unavailable, 2),
            (.json(#"{"error":"invalid_grant"}"#, status: 400), .expired, 1),
            (.json(#"{"error":"invalid_client"}"#, status: 401), .misconfigured, 1),
            (.json(#"{"error":"redirect_uri_mismatch"}"#, status: 400), .misconfigured, 1),
            (.page("<html>403</html>", status: 403), .unavailable, 1),
        ] as [(ProviderDouble.Reply, GoogleSignInError, Int)])
    func `what the token endpoint says instead is told plainly`(
        reply: ProviderDouble.Reply, error: GoogleSignInError, asked: Int
    ) async throws {
        let shop = try OneShop.shop
        try await withGoogle { google, signIn, double in
            google.lie { $0.tokenReplies = [reply, reply] }
            await #expect(throws: error) { try await signIn.visit(shop, google) }
            #expect(double.count(of: "/token") == asked)
            let customers = try await shop.customers()
            #expect(customers == 0)
        }
    }
}

/// Something wrong with what Google says, and what becomes of it.
struct Lie: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let error: GoogleSignInError
    let tell: @Sendable (inout FakeGoogle.State) -> Void

    init(
        _ name: String, _ error: GoogleSignInError = .refused,
        tell: @escaping @Sendable (inout FakeGoogle.State) -> Void
    ) {
        testDescription = name
        self.error = error
        self.tell = tell
    }

    private static let now = Int64(FakeGoogle.State().now.timeIntervalSince1970)

    static let all: [Lie] = [
        Lie("for another shop's client") { $0.claims = ["aud": #""orang-lain""#] },
        Lie("for two clients") { $0.claims = ["aud": "[\"\(FakeGoogle.clientID)\",\"lain\"]"] },
        Lie("asked by another client") { $0.claims = ["azp": #""orang-lain""#] },
        Lie("of another issuer") { $0.claims = ["iss": #""https://accounts.google.com.evil.example""#] },
        Lie("of another nonce") { $0.claims = ["nonce": #""lama""#] },
        Lie("without a nonce") { $0.claims = ["nonce": nil] },
        Lie("expired") { $0.claims = ["exp": "\(now - 61)"] },
        Lie("from the future") { $0.claims = ["iat": "\(now + 61)"] },
        Lie("without an end") { $0.claims = ["exp": nil] },
        Lie("without a subject") { $0.claims = ["sub": nil] },
        Lie("with an empty subject") { $0.claims = ["sub": #""""#] },
        Lie("with a number as subject") { $0.claims = ["sub": "110169484474386276334"] },
        Lie("without a mail") { $0.claims = ["email": nil] },
        Lie("with an unverified mail", .unverifiedEmail) { $0.claims = ["email_verified": "false"] },
        Lie("silent about the mail", .unverifiedEmail) { $0.claims = ["email_verified": nil] },
        Lie("with a mail verified in other words", .unverifiedEmail) { $0.claims = ["email_verified": #""yes""#] },
        Lie("signed by nobody") { $0.forge = { unsigned($0, algorithm: "none") } },
        Lie("signed with an HMAC under the public key") {
            $0.forge = { claims in
                let body = unsigned(claims, algorithm: "HS256").split(separator: ".").joined(separator: ".")
                let code = HMAC.sha256(key: try FakeGoogle.key.get().publicModulus, message: Array(body.utf8))
                return body + "." + Base64URL.encode(code)
            }
        },
        Lie("signed by a stranger") {
            $0.forge = { try JWT.sign(Array($0.utf8), keyID: "kunci-1", with: FakeGoogle.strangersKey.get()) }
        },
        Lie("changed after signing") {
            $0.forge = { claims in
                let parts = try JWT.sign(Array(claims.utf8), keyID: "kunci-1", with: FakeGoogle.key.get())
                    .split(separator: ".")
                let changed = claims.replacing("Siti", with: "Budi")
                return "\(parts[0]).\(Base64URL.encode(Array(changed.utf8))).\(parts[2])"
            }
        },
        Lie("of an unknown key") { $0.signsAs = "kunci-9" },
        Lie("that is no token") { $0.forge = { _ in "bukan-token" } },
    ]

    private static func unsigned(_ claims: String, algorithm: String) -> String {
        let header = #"{"alg":"\#(algorithm)","kid":"kunci-1","typ":"JWT"}"#
        return Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(Array(claims.utf8)) + "."
    }
}
