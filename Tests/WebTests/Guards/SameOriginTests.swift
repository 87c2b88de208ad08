import Hummingbird
import TestSupport
import Testing
import Web
import WebClient
import WebSupport

@Suite struct SameOriginTests {
    struct Case: Sendable {
        var site: String?
        var origin: String?
        let isOurs: Bool
    }

    static let cases = [
        Case(site: "same-origin", isOurs: true),
        Case(site: "same-origin", origin: "http://shop-1.test", isOurs: true),
        // Another shop of ours may be a sibling of this one: same site, and not to be trusted.
        Case(site: "same-site", origin: "http://shop-1.test", isOurs: false),
        Case(site: "cross-site", origin: "http://shop-1.test", isOurs: false),
        Case(site: "none", isOurs: true),
        Case(site: "", origin: "http://shop-1.test", isOurs: false),
        Case(site: "same-origin, cross-site", isOurs: false),
        Case(origin: "http://shop-1.test", isOurs: true),
        Case(origin: "http://shop-2.test", isOurs: false),
        Case(origin: "http://shop-1.test.evil.example", isOurs: false),
        Case(origin: "http://evil-shop-1.test", isOurs: false),
        Case(origin: "http://evil.example/http://shop-1.test", isOurs: false),
        Case(origin: "http://shop-1.test:8080", isOurs: false),
        Case(origin: "shop-1.test", isOurs: false),
        Case(origin: "null", isOurs: false),
        Case(origin: "", isOurs: false),
        Case(isOurs: false),
    ]

    private func withGuard(
        _ setup: ShopServerSetup = ShopServerSetup(), _ body: @Sendable (Browser) async throws -> Void
    ) async throws {
        try await withShops { shops in
            try await withServer(of: shops, setup) { group in
                let guarded = group.withPlainProblems().add(middleware: SameOriginMiddleware())
                for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] {
                    guarded.on("x", method: method) { _, _ in Page.text("done", type: "text/plain") }
                }
            } _: { server in
                try await body(server.browser(at: "shop-1.test"))
            }
        }
    }

    @Test func `what changes something is taken from pages of this shop only`() async throws {
        try await withGuard { browser in
            for expected in Self.cases {
                var headers: [(String, String)] = []
                if let site = expected.site { headers.append(("Sec-Fetch-Site", site)) }
                if let origin = expected.origin { headers.append(("Origin", origin)) }
                for method in ["POST", "PUT", "PATCH", "DELETE"] {
                    let response = try await browser.send(method, "/x", headers: headers, body: [])
                    #expect(response.status == (expected.isOurs ? 200 : 403), "\(method) \(expected)")
                    #expect(response.text == (expected.isOurs ? "done" : "foreign_form"), "\(method) \(expected)")
                }
                #expect(try await browser.send("GET", "/x", headers: headers).status == 200, "\(expected)")
                #expect(try await browser.send("HEAD", "/x", headers: headers).status == 200, "\(expected)")
            }
        }
    }

    @Test func `behind our proxy the public origin counts`() async throws {
        try await withGuard(.behindProxy) { browser in
            let forwarded = [("Host", "10.0.0.1:8080"), ("X-Forwarded-Host", "shop-1.test")]
            for (origin, status) in [
                ("https://shop-1.test", 200), ("http://shop-1.test", 403), ("https://shop-2.test", 403),
            ] {
                let response = try await browser.send(
                    "POST", "/x", headers: forwarded + [("Origin", origin)], body: [])
                #expect(response.status == status, "\(origin)")
            }
        }
    }
}
