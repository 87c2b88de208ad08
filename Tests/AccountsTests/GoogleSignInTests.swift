import Accounts
import Foundation
import Logging
import Postgres
import ProviderDouble
import Synchronization
import TestSupport
import Testing
import TokoCore
import Vault
import WebClient

struct GoogleSignInTests {
    @Test func `somebody signs in, comes back to the product and finishes the add`() async throws {
        try await withShop { shop in
            try await withGoogle { google, signIn, _ in
                let add = PendingAdd(variant: VariantID(7), quantity: try Quantity(pieces: 2))
                let outcome = try await signIn.visit(
                    shop, google, returnTo: "/produk/kopi-gayo?berat=200", pendingAdd: add)
                #expect(outcome.returnTo == "/produk/kopi-gayo?berat=200")
                #expect(outcome.pendingAdd == add)
                #expect(outcome.customer.name == "Siti Rahma")
                #expect(outcome.customer.email == "Siti.Rahma@Example.co.id")
                let sessions = SessionRepository(shop.database)
                let session = try #require(try await sessions.customerSession(token: outcome.session.token.text))
                #expect(session.customer == outcome.customer)
                #expect(session.csrfToken == outcome.session.session.csrfToken)
                #expect(try await shop.secrets() == [Digest.sha256(Array(outcome.session.token.text.utf8))])
            }
        }
    }

    @Test func `the browser is sent to Google with everything the contract asks`() async throws {
        try await withShop { shop in
            let signIn = GoogleSignIn(transport: WebTransport(), logger: Logger(label: "test"))
            let start = try await signIn.begin(shop)
            let url = try #require(URLComponents(string: start.location))
            #expect(url.scheme == "https" && url.host == "accounts.google.com" && url.path == "/o/oauth2/v2/auth")
            let query = Dictionary(uniqueKeysWithValues: try #require(url.queryItems).map { ($0.name, $0.value) })
            #expect(query["client_id"] == FakeGoogle.clientID)
            #expect(query["redirect_uri"] == FakeGoogle.redirectURI)
            #expect(query["response_type"] == "code")
            #expect(query["scope"] == "openid email profile")
            #expect(query["code_challenge_method"] == "S256")
            #expect(query["code_challenge"]??.count == 43)
            #expect(query["state"]??.count == 43)
            #expect(query["nonce"]??.count == 43)
        }
    }

    @Test func `a person is one customer whatever becomes of the mail and the issuer's spelling`() async throws {
        try await withShop { shop in
            try await withGoogle { google, signIn, _ in
                let first = try await signIn.visit(shop, google)
                google.lie {
                    $0.claims = [
                        "iss": #""accounts.google.com""#, "email": #""baru@example.com""#, "azp": nil, "name": nil,
                        "email_verified": #""true""#,
                    ]
                }
                let second = try await signIn.visit(shop, google)
                #expect(second.customer.id == first.customer.id)
                #expect(second.customer.email == "baru@example.com")
                #expect(second.customer.name == "baru")
                google.lie { $0.claims = ["sub": #""2""#] }
                let other = try await signIn.visit(shop, google)
                #expect(other.customer.id != first.customer.id)
                #expect(try await shop.customers() == 2)
            }
        }
    }

    @Test func `logs tell why, and hold no secret and no person`() async throws {
        try await withShop { shop in
            let lines = Lines()
            try await withGoogle(logger: Logger(label: "test") { _ in lines }) { google, signIn, _ in
                let start = try await signIn.begin(shop)
                let query = try google.consent(at: start.location)
                await #expect(throws: GoogleSignInError.misconfigured) {
                    try await signIn.finish(shop, query, browser: start.browserToken.text, secret: "GOCSPX-salah")
                }
                google.lie { $0.claims = ["aud": #""orang-lain""#] }
                await #expect(throws: GoogleSignInError.refused) { try await signIn.visit(shop, google) }
                let text = lines.text
                #expect(text.contains("error google sign-in failed reason=invalid_client tenant.id=\(shop.id)"))
                #expect(text.contains("info google sign-in failed reason=wrong_audience tenant.id=\(shop.id)"))
                let secrets = ["GOCSPX", "eyJ", "4/0A", "siti", "rahma", start.browserToken.text] + query.values
                for secret in secrets where secret.count > 1 {
                    #expect(!text.lowercased().contains(secret.lowercased()), "\(secret)")
                }
                let printed = "\(start.browserToken)"
                #expect(!printed.contains(start.browserToken.text))
            }
        }
    }
}
