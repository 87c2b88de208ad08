import Accounts
import Foundation
import Postgres
import ProviderDouble
import TestSupport
import Testing

/// What comes back from Google through the browser: late, twice, elsewhere, or not at all.
struct GoogleCallbackTests {
    @Test func `a state works once`() async throws {
        try await withShop { shop in
            try await withGoogle { google, signIn, double in
                let start = try await signIn.begin(shop)
                let query = try google.consent(at: start.location)
                _ = try await signIn.finish(shop, query, browser: start.browserToken.text)
                await #expect(throws: GoogleSignInError.expired) {
                    try await signIn.finish(shop, query, browser: start.browserToken.text)
                }
                #expect(double.count(of: "/token") == 1)
            }
        }
    }

    @Test func `of ten callbacks at once one signs in`() async throws {
        try await withShop { shop in
            try await withGoogle { google, signIn, double in
                let start = try await signIn.begin(shop)
                let query = try google.consent(at: start.location)
                let signedIn = await withTaskGroup(of: Bool.self) { group in
                    for _ in 0..<10 {
                        group.addTask {
                            do {
                                _ = try await signIn.finish(shop, query, browser: start.browserToken.text)
                                return true
                            } catch {
                                #expect(error as? GoogleSignInError == .expired)
                                return false
                            }
                        }
                    }
                    return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                #expect(signedIn == 1)
                #expect(try await shop.customers() == 1)
                #expect(double.count(of: "/token") == 1)
            }
        }
    }

    @Test func `another browser cannot finish what this one began, and it is spent`() async throws {
        try await withShop { shop in
            try await withGoogle { google, signIn, double in
                for stranger in [try await signIn.begin(shop).browserToken.text, "", "tebakan", nil] {
                    let start = try await signIn.begin(shop)
                    let query = try google.consent(at: start.location)
                    await #expect(throws: GoogleSignInError.expired) {
                        try await signIn.finish(shop, query, browser: stranger)
                    }
                    await #expect(throws: GoogleSignInError.expired) {
                        try await signIn.finish(shop, query, browser: start.browserToken.text)
                    }
                }
                #expect(double.requests.isEmpty)
                #expect(try await shop.customers() == 0)
            }
        }
    }

    @Test func `two tabs of one browser both come through`() async throws {
        try await withShop { shop in
            try await withGoogle { google, signIn, _ in
                let first = try await signIn.begin(shop, returnTo: "/satu")
                let second = try await signIn.begin(shop, returnTo: "/dua", browser: first.browserToken.text)
                #expect(second.browserToken == first.browserToken)
                let browser = first.browserToken.text
                let later = try await signIn.finish(shop, google.consent(at: second.location), browser: browser)
                #expect(later.returnTo == "/dua")
                let earlier = try await signIn.finish(shop, google.consent(at: first.location), browser: browser)
                #expect(earlier.returnTo == "/satu")
            }
        }
    }

    @Test func `an attempt is worth nothing at another shop`() async throws {
        try await withShops(2) { shops in
            try await withGoogle { google, signIn, double in
                let start = try await signIn.begin(shops[0])
                let query = try google.consent(at: start.location)
                await #expect(throws: GoogleSignInError.expired) {
                    try await signIn.finish(shops[1], query, browser: start.browserToken.text)
                }
                #expect(double.requests.isEmpty)
                let outcome = try await signIn.finish(shops[0], query, browser: start.browserToken.text)
                let elsewhere = try await SessionRepository(shops[1].database)
                    .customerSession(token: outcome.session.token.text)
                #expect(elsewhere == nil)
                #expect(try await shops[1].customers() == 0)
            }
        }
    }

    @Test func `after ten minutes it is too late`() async throws {
        try await withShop { shop in
            try await withGoogle { google, signIn, double in
                let start = try await signIn.begin(shop)
                let query = try google.consent(at: start.location)
                try await shop.ageAttempts()
                await #expect(throws: GoogleSignInError.expired) {
                    try await signIn.finish(shop, query, browser: start.browserToken.text)
                }
                #expect(double.requests.isEmpty)
            }
        }
    }

    @Test func `a Google that stumbled once is asked once more`() async throws {
        try await withShop { shop in
            try await withGoogle { google, signIn, double in
                google.lie { $0.tokenReplies = [.page("<html>503</html>", status: 503)] }
                let outcome = try await signIn.visit(shop, google)
                #expect(outcome.customer.name == "Siti Rahma")
                #expect(double.count(of: "/token") == 2)
            }
        }
    }
}
