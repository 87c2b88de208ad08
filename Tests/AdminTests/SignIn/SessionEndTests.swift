import Accounts
import OrderingSupport
import Postgres
import TestSupport
import Testing
import TokoCore
import WebClient
import WebSupport

/// Getting out, and who is not in at all.
@Suite struct SessionEndTests {
    static let dismiss = SQL("test_dismiss", "UPDATE {staff} SET is_active = false")

    private func desk(_ server: ShopServer, _ shop: ShopFixture) async throws -> Desk {
        let people = StaffRepository(shop.database)
        let link = try await people.invite(email: "ibu@shop.test", name: "Ibu Sari", role: .owner)
        return Desk(
            try await people.acceptLink(link.text, password: "kopi tubruk manis"), at: shop.host, of: server)
    }

    @Test func `signing out ends the session on the server too`() async throws {
        try await withEmptyOffice { server, shops in
            let desk = try await desk(server, shops[0])
            let stolen = server.browser(at: "shop-1.test")
            stolen.keep(cookie: "tokoku_admin", try #require(desk.browser.cookies["tokoku_admin"]))
            let response = try await desk.press("/admin/keluar")
            #expect(response.status == 303)
            #expect(response.location == "/admin/masuk")
            #expect(response.setCookies.contains { $0.hasPrefix("tokoku_admin=;") && $0.contains("Max-Age=0") })
            #expect(desk.browser.cookies["tokoku_admin"] == nil)
            #expect(try await stolen.get("/admin/pesanan").location == "/admin/masuk?kembali=%2Fadmin%2Fpesanan")
        }
    }

    @Test func `nobody else can sign one out`() async throws {
        try await withEmptyOffice { server, shops in
            let desk = try await desk(server, shops[0])
            #expect(try await desk.browser.post("/admin/keluar", [("_csrf", "x")]).status == 403)
            #expect(try await desk.browser.post("/admin/keluar", []).status == 403)
            #expect(try await desk.browser.get("/admin/pesanan").status == 200)
        }
    }

    @Test func `signing out of a session that has ended is no error`() async throws {
        try await withEmptyOffice { server, shops in
            let desk = try await desk(server, shops[0])
            try await shops[0].database.query(SQL("test_end_sessions", "DELETE FROM {session}"))
            let response = try await desk.press("/admin/keluar")
            #expect(response.status == 303)
            #expect(response.location == "/admin/masuk")
        }
    }

    @Test func `whoever works here no longer is out at once`() async throws {
        try await withEmptyOffice { server, shops in
            let desk = try await desk(server, shops[0])
            #expect(try await desk.browser.get("/admin/pesanan").status == 200)
            try await shops[0].database.query(Self.dismiss)
            #expect(try await desk.browser.get("/admin/pesanan").status == 303)
            #expect(try await desk.press("/admin/pesanan/TK-7K2M9QXF/proses").status == 303)
        }
    }

    @Test func `without a session every page leads to signing in`() async throws {
        try await withEmptyOffice { server, _ in
            let browser = server.browser(at: "shop-1.test")
            for path in [
                "/admin", "/admin/pesanan", "/admin/pesanan?status=semua&cari=a", "/admin/pesanan/TK-7K2M9QXF",
                "/admin/produk", "/admin/produk/1", "/admin/produk/x", "/admin/tidak-ada", "/admin/a/b/c",
            ] {
                let response = try await browser.get(path)
                #expect(response.status == 303, "\(path)")
                let wanted = path.replacing("/", with: "%2F").replacing("?", with: "%3F").replacing("=", with: "%3D")
                    .replacing("&", with: "%26")
                #expect(response.location == "/admin/masuk?kembali=\(wanted)", "\(path)")
            }
            for path in [
                "/admin/pesanan/TK-7K2M9QXF/proses", "/admin/pesanan/TK-7K2M9QXF/batal",
                "/admin/pesanan/TK-7K2M9QXF/kirim", "/admin/pesanan/TK-7K2M9QXF/perhatian", "/admin/produk/1/varian/1",
                "/admin/produk/1/status",
            ] {
                let response = try await browser.post(path, [("_csrf", "x")])
                #expect(response.status == 303, "\(path)")
                #expect(response.location == "/admin/masuk?kembali=%2F", "\(path)")
            }
        }
    }

    @Test func `a page that is not there says so, and so does one that is only posted to`() async throws {
        try await withEmptyOffice { server, shops in
            let desk = try await desk(server, shops[0])
            for path in ["/admin/tidak-ada", "/admin/a/b/c", "/admin/produk/1/varian/1", "/admin/keluar"] {
                let page = try await desk.page(path, status: 404)
                #expect(page.contains("Halaman yang Anda cari tidak ada."), "\(path)")
            }
        }
    }

    @Test func `the stylesheet is for everybody and kept for ever`() async throws {
        try await withEmptyOffice { server, _ in
            let browser = server.browser(at: "shop-1.test")
            let form = try await browser.get("/admin/masuk").text
            let start = try #require(form.firstRange(of: "href=\"/admin/aset/")?.lowerBound)
            let path = form[start...].split(separator: "\"")[1]
            let sheet = try await browser.get(String(path))
            #expect(sheet.status == 200)
            #expect(sheet.header("Content-Type") == "text/css; charset=utf-8")
            #expect(sheet.header("Cache-Control") == "public, max-age=31536000, immutable")
            #expect(sheet.text.contains("{"))
        }
    }
}
