import Accounts
import Postgres
import TestSupport
import Testing
import WebClient
import WebSupport

@Suite struct SignInTests {
    static let email = "ibu@shop.test"
    static let password = " kopi tubruk manis "

    private func withOwner(
        _ count: Int = 1, _ setup: ShopServerSetup = ShopServerSetup(),
        _ body: @Sendable (ShopServer, [ShopFixture]) async throws -> Void
    ) async throws {
        try await withEmptyOffice(count, setup) { server, shops in
            for shop in shops {
                try await StaffRepository(shop.database)
                    .upsertOwner(email: Self.email, name: "Ibu Sari", password: Self.password)
            }
            try await body(server, shops)
        }
    }

    private func signIn(
        _ browser: Browser, _ email: String = email, _ password: String = password, back: String = "",
        from address: String? = nil
    ) async throws -> WebResponse {
        try await browser.post(
            "/admin/masuk", [("kembali", back), ("email", email), ("sandi", password)],
            headers: address.map { [("X-Forwarded-For", $0)] } ?? [])
    }

    @Test func `the right password lets in, with a cookie for this host and these twelve hours`() async throws {
        try await withOwner { server, _ in
            let browser = server.browser(at: "shop-1.test")
            let response = try await signIn(browser, "  IBU@Shop.test ")
            #expect(response.status == 303)
            #expect(response.location == "/admin")
            let cookie = try #require(response.setCookies.first).split(separator: "; ").map(String.init)
            #expect(response.setCookies.count == 1)
            #expect(cookie[0].hasPrefix("tokoku_admin="))
            #expect(Set(cookie.dropFirst()) == ["Max-Age=43200", "Path=/", "HttpOnly", "SameSite=Lax"])
            let home = try await browser.get("/admin/pesanan")
            #expect(home.status == 200)
            #expect(home.text.contains("Ibu Sari"))
            // Whoever is in needs no form.
            #expect(try await browser.get("/admin/masuk").location == "/admin")
        }
    }

    @Test func `over HTTPS the cookie is bound to it`() async throws {
        try await withOwner(1, .behindProxy) { server, _ in
            let browser = server.browser(at: "shop-1.test")
            let cookie = try #require(try await signIn(browser).setCookies.first).split(separator: "; ").map(
                String.init)
            #expect(cookie[0].hasPrefix("__Host-tokoku_admin="))
            #expect(Set(cookie.dropFirst()) == ["Max-Age=43200", "Path=/", "Secure", "HttpOnly", "SameSite=Lax"])
            #expect(try await browser.get("/admin/pesanan").status == 200)
        }
    }

    @Test func `a wrong password and an unknown address are answered alike, and the password is not shown`()
        async throws
    {
        try await withOwner { server, _ in
            let browser = server.browser(at: "shop-1.test")
            for (email, password) in [
                (Self.email, "bukan sandinya"), ("lain@shop.test", Self.password), ("<b>\"x", "bukan sandinya"),
                ("", ""), (Self.email, ""), (Self.email, "kopi tubruk manis"),
            ] {
                let response = try await signIn(browser, email, password)
                response.expectWholeMarkup()
                #expect(response.status == 422)
                #expect(response.text.contains("Email atau kata sandi salah."))
                #expect(!response.text.contains("bukan sandinya"))
                #expect(!response.text.contains("kopi tubruk"))
                #expect(response.setCookies.isEmpty)
            }
            let kept = try await signIn(browser, "a\"><b>@shop.test", "bukan sandinya")
            #expect(kept.text.contains("value=\"a&quot;&gt;&lt;b&gt;@shop.test\""))
        }
    }

    static let ways = [
        ("/admin/produk?cari=kopi", "/admin/produk?cari=kopi"), ("", "/admin"), ("/", "/admin"), ("/produk", "/admin"),
        ("//evil.example/admin", "/admin"), ("https://evil.example/admin", "/admin"), ("/\\evil.example", "/admin"),
        ("javascript:alert(1)", "/admin"), ("/admin\r\nX: y", "/"), ("/admin\\@evil.example", "/"),
    ]

    @Test func `after it one is where one wanted to be, never elsewhere`() async throws {
        // Behind a proxy, so that each attempt can come from another address.
        try await withOwner(1, .behindProxy) { server, _ in
            for (number, way) in Self.ways.enumerated() {
                let response = try await signIn(
                    server.browser(at: "shop-1.test"), back: way.0, from: "203.0.113.\(number)")
                #expect(response.location == way.1, "\(way.0)")
            }
        }
    }

    @Test func `the form keeps where one wanted to be, harmless`() async throws {
        try await withOwner { server, _ in
            let response = try await server.browser(at: "shop-1.test")
                .get("/admin/masuk?kembali=%2Fadmin%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E")
            #expect(response.status == 200)
            #expect(!response.text.contains("<script"))
            #expect(response.text.contains("value=\"/admin&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\""))
        }
    }

    @Test func `after eight attempts an address waits, and the owner gets in from another`() async throws {
        try await withOwner(2, .behindProxy) { server, _ in
            let guesser = server.browser(at: "shop-1.test")
            for _ in 0..<8 {
                #expect(try await signIn(guesser, Self.email, "tebakan", from: "198.51.100.66").status == 422)
            }
            // Even the right one does not help now, whatever the case of the address or the entries before the last.
            let refused = try await signIn(guesser, "IBU@shop.TEST", from: "1.2.3.4, 198.51.100.66")
            #expect(refused.status == 429)
            #expect(refused.text.contains("Terlalu banyak percobaan."))
            #expect(refused.text.contains("value=\"IBU@shop.TEST\""))
            #expect(!refused.text.contains("kopi tubruk"))
            #expect(refused.setCookies.isEmpty)

            #expect(try await signIn(server.browser(at: "shop-1.test"), from: "203.0.113.5").status == 303)
            #expect(try await signIn(server.browser(at: "shop-2.test"), from: "198.51.100.66").status == 303)
        }
    }

    @Test func `all addresses of one IPv6 network are one guesser`() async throws {
        try await withOwner(1, .behindProxy) { server, _ in
            let guesser = server.browser(at: "shop-1.test")
            for number in 0..<8 {
                let response = try await signIn(guesser, Self.email, "tebakan", from: "2001:db8:0:7::\(number)")
                #expect(response.status == 422)
            }
            #expect(try await signIn(guesser, from: "2001:db8:0:7:a:b:c:d").status == 429)
            #expect(try await signIn(guesser, from: "2001:db8:0:8::1").status == 303)
        }
    }

    @Test func `one address may not try the passwords of many`() async throws {
        try await withOwner(1, .behindProxy) { server, _ in
            let guesser = server.browser(at: "shop-1.test")
            for number in 0..<30 {
                let response = try await signIn(guesser, "x\(number)", "tebakan", from: "198.51.100.66")
                #expect(response.status == 422)
            }
            #expect(try await signIn(guesser, from: "198.51.100.66").status == 429)
            #expect(try await signIn(guesser, from: "203.0.113.5").status == 303)
        }
    }

    @Test func `another site's page cannot sign anybody in`() async throws {
        try await withOwner { server, _ in
            let response = try await server.browser(at: "shop-1.test").send(
                "POST", "/admin/masuk",
                headers: [
                    ("Content-Type", "application/x-www-form-urlencoded"), ("Sec-Fetch-Site", "cross-site"),
                    ("Origin", "https://evil.example"),
                ], body: Array("email=ibu%40shop.test&sandi=x".utf8))
            #expect(response.status == 403)
            #expect(response.setCookies.isEmpty)
        }
    }
}
