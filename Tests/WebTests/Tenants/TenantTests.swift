import Hummingbird
import Postgres
import Tenancy
import TestSupport
import Testing
import TokoCore
import Web
import WebClient
import WebSupport

@Suite struct TenantTests {
    private func withTwoShops(
        _ setup: ShopServerSetup = ShopServerSetup(),
        _ body: @Sendable (ShopServer, [ShopFixture]) async throws -> Void
    ) async throws {
        try await withShops(2) { shops in
            try await shops[0].admin.control.query(Self.suspend, .text("shop-2"))
            try await withServer(of: shops, setup) { group in
                group.get("nama") { _, context in Page.text(context.shop.settings.name, type: "text/plain") }
                group.get("asal") { _, context in Page.text(context.visitor.origin, type: "text/plain") }
            } _: { server in
                try await body(server, shops)
            }
        }
    }

    private static let suspend = SQL("test_suspend", "UPDATE {tenant} SET state = 'suspended' WHERE slug = $1")

    @Test func `a host leads to its shop, however it is written`() async throws {
        try await withTwoShops { server, _ in
            for host in ["shop-1.test", "SHOP-1.test", "shop-1.test.", "shop-1.test:8080", "shop-1.test.:443"] {
                let response = try await server.browser(at: host).get("/nama")
                #expect(response.status == 200, "\(host)")
                #expect(response.text == "Toko shop-1", "\(host)")
                #expect(try await server.browser(at: host).get("/asal").text == "http://shop-1.test", "\(host)")
            }
        }
    }

    @Test func `an unknown host gets a page that names no shop`() async throws {
        try await withTwoShops { server, _ in
            for host in [
                "shop-3.test", "test", "shop-1.test.evil.example", "127.0.0.1", "localhost", "shop_1.test", "[::1]",
                "shop-1.test@evil.example", "-x-",
            ] {
                let response = try await server.browser(at: host).get("/nama")
                #expect(response.status == 404, "\(host)")
                #expect(!response.text.lowercased().contains("toko shop"), "\(host)")
                #expect(!response.text.contains(host), "\(host)")
                #expect(response.header("X-Content-Type-Options") == "nosniff")
                #expect(response.header("Cache-Control") == "no-store")
            }
        }
    }

    @Test func `a suspended shop says so in its name, on every path`() async throws {
        try await withTwoShops { server, _ in
            for path in ["/", "/nama", "/admin", "/tidak-ada"] {
                let response = try await server.browser(at: "shop-2.test").get(path)
                #expect(response.status == 503)
                #expect(response.text.contains("Toko shop-2 sedang tutup sementara."))
                #expect(response.header("X-Frame-Options") == "DENY")
                #expect(response.header("Content-Security-Policy") != nil)
            }
            let posted = try await server.browser(at: "shop-2.test").post("/nama", [("a", "1")])
            #expect(posted.status == 503)
        }
    }

    @Test func `a shop whose settings cannot be read is down by itself`() async throws {
        try await withShops(2) { shops in
            try await shops[0].admin.withExclusive { connection in
                try await connection.script("DROP TABLE \(shops[1].id.schema).shop CASCADE", name: "test.drop")
            }
            try await withServer(of: shops) { group in
                group.get("nama") { _, context in Page.text(context.shop.settings.name, type: "text/plain") }
            } _: { server in
                let broken = try await server.browser(at: "shop-2.test").get("/nama")
                #expect(broken.status == 500)
                #expect(broken.text.contains("Ada gangguan"))
                #expect(!broken.text.contains("t_"))
                #expect(try await server.browser(at: "shop-1.test").get("/nama").text == "Toko shop-1")
            }
        }
    }

    @Test func `a path that nobody serves is told as a page, and no method opens another's`() async throws {
        try await withTwoShops { server, _ in
            for (method, path) in [("GET", "/tidak-ada"), ("POST", "/nama"), ("DELETE", "/nama"), ("GET", "/nama/x")] {
                let response = try await server.browser(at: "shop-1.test").send(method, path)
                #expect(response.status == 404, "\(method) \(path)")
                #expect(response.text.contains("Halaman yang Anda cari tidak ada."), "\(method) \(path)")
                #expect(response.header("X-Frame-Options") == "DENY")
            }
        }
    }

    @Test func `behind our proxy the forwarded host counts, from anybody else it does not`() async throws {
        let forwarded = [("X-Forwarded-Host", "shop-1.test"), ("X-Forwarded-Proto", "https")]
        try await withTwoShops(.behindProxy) { server, _ in
            let response = try await server.browser(at: "10.0.0.1:8080").get("/asal", headers: forwarded)
            #expect(response.text == "https://shop-1.test")
        }
        try await withTwoShops { server, _ async throws in
            #expect(try await server.browser(at: "10.0.0.1:8080").get("/asal", headers: forwarded).status == 404)
        }
    }
}
