import Accounts
import Postgres
import TestSupport
import Testing
import WebClient
import WebSupport

@Suite struct InvitationTests {
    static let lapse = SQL("test_lapse_links", "UPDATE {staff_link} SET expires_at = now() - interval '1 second'")

    private func withInvitation(
        _ body: @Sendable (ShopServer, [ShopFixture], _ path: String) async throws -> Void
    ) async throws {
        try await withEmptyOffice(2) { server, shops in
            let link = try await StaffRepository(shops[0].database)
                .invite(email: "budi@shop.test", name: "Budi <i>", role: .packer)
            try await body(server, shops, "/admin/undangan/\(link.text)")
        }
    }

    private func accept(
        _ browser: Browser, _ path: String, _ password: String = "teh melati hangat", again: String? = nil
    ) async throws -> WebResponse {
        let response = try await browser.post(path, [("sandi", password), ("ulang", again ?? password)])
        response.expectWholeMarkup()
        return response
    }

    @Test func `a link lets its holder choose a password, once, and signs in`() async throws {
        try await withInvitation { server, _, path in
            let browser = server.browser(at: "shop-1.test")
            // Looking at it, as a mail program may do, spends nothing.
            for _ in 0..<3 {
                let page = try await browser.get(path)
                #expect(page.status == 200)
                #expect(page.text.contains("budi@shop.test"))
                #expect(page.text.contains("Budi &lt;i&gt;"))
                #expect(page.header("Referrer-Policy") == "same-origin")
            }
            let response = try await accept(browser, path)
            #expect(response.status == 303)
            #expect(response.location == "/admin")
            #expect(try await browser.get("/admin/pesanan").status == 200)

            let again = try await accept(server.browser(at: "shop-1.test"), path, "sandi orang lain")
            #expect(again.status == 410)
            #expect(again.text.contains("Tautan ini sudah dipakai atau kedaluwarsa."))
            #expect(again.setCookies.isEmpty)
            #expect(try await server.browser(at: "shop-1.test").get(path).status == 410)

            let fields = [("email", "budi@shop.test"), ("sandi", "teh melati hangat")]
            #expect(try await server.browser(at: "shop-1.test").post("/admin/masuk", fields).status == 303)
        }
    }

    @Test func `of two who come with one link at once, one gets in`() async throws {
        try await withInvitation { server, _, path in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<2 {
                    let browser = server.browser(at: "shop-1.test")
                    group.addTask { try await accept(browser, path, "sandi nomor \(number)").status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [303, 410])
        }
    }

    @Test func `a password that will not do leaves the link usable`() async throws {
        try await withInvitation { server, _, path in
            let browser = server.browser(at: "shop-1.test")
            for (password, again, message) in [
                ("teh melati hangat", "teh melati", "Kedua isian kata sandi belum sama."),
                ("teh melati hangat", "teh melati hangat ", "Kedua isian kata sandi belum sama."),
                ("teh", "teh", "Kata sandi minimal 10 karakter."), ("", "", "Kata sandi minimal 10 karakter."),
                ("rahasia123", "rahasia123", "terlalu mudah ditebak"),
                ("budi@shop.test", "budi@shop.test", "tidak boleh sama dengan alamat email"),
            ] {
                let response = try await accept(browser, path, password, again: again)
                #expect(response.status == 422, "\(message)")
                #expect(response.text.contains(message))
                #expect(!response.text.contains("teh melati"))
                #expect(response.setCookies.isEmpty)
            }
            #expect(try await accept(browser, path).status == 303)
        }
    }

    @Test func `a lapsed, strange or foreign link opens nothing`() async throws {
        try await withInvitation { server, shops, path in
            #expect(try await server.browser(at: "shop-2.test").get(path).status == 410)
            #expect(try await accept(server.browser(at: "shop-2.test"), path).status == 410)
            let browser = server.browser(at: "shop-1.test")
            for token in ["x", String(repeating: "A", count: 43), "%3Cscript%3E"] {
                let response = try await browser.get("/admin/undangan/\(token)")
                #expect(response.status == 410)
                #expect(!response.text.contains("<script>"))
            }
            try await shops[0].database.query(Self.lapse)
            #expect(try await browser.get(path).status == 410)
            #expect(try await accept(browser, path).status == 410)
        }
    }
}
