import Hummingbird
import TestSupport
import Testing
import Web
import WebClient
import WebSupport

@Suite struct SecurityHeadersTests {
    static let always = [
        ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    ]

    private func withPages(
        _ setup: ShopServerSetup, _ body: @Sendable (ShopServer) async throws -> Void
    ) async throws {
        try await withShops { shops in
            try await withServer(of: shops, setup) { group in
                group.get("biasa") { _, _ in Page.html("<p>x</p>") }
                group.get("ketat") { _, _ in
                    var page = Page.html("<p>x</p>")
                    page.headers[.contentSecurityPolicy] = "default-src 'none'"
                    return page
                }
            } _: { server in
                try await body(server)
            }
        }
    }

    @Test(arguments: [
        ("shop-1.test", "/biasa", 200), ("shop-1.test", "/tidak-ada", 404), ("shop-9.test", "/biasa", 404),
    ])
    func `every answer carries them, found or not`(host: String, path: String, status: Int) async throws {
        try await withPages(ShopServerSetup()) { server in
            let response = try await server.browser(at: host).get(path)
            #expect(response.status == status)
            for (name, value) in Self.always { #expect(response.header(name) == value) }
            let policy = try #require(response.header("Content-Security-Policy"))
            for part in [
                "default-src 'self'", "script-src 'self'", "style-src 'self'", "object-src 'none'", "base-uri 'none'",
                "form-action 'self'", "frame-ancestors 'none'",
            ] {
                #expect(policy.split(separator: ";").contains { $0.drop { $0 == " " } == part }, "\(part)")
            }
            #expect(!policy.contains("unsafe"))
            #expect(response.header("Strict-Transport-Security") == nil)
        }
    }

    @Test func `a page's own stricter policy stays, and HTTPS is kept to where there is HTTPS`() async throws {
        try await withPages(.behindProxy) { server in
            let response = try await server.browser(at: "shop-1.test").get("/ketat")
            #expect(response.header("Content-Security-Policy") == "default-src 'none'")
            #expect(response.header("Strict-Transport-Security") == "max-age=31536000")
        }
    }
}
