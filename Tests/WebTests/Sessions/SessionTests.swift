import Accounts
import Hummingbird
import TestSupport
import Testing
import Web
import WebClient
import WebSupport

@Suite struct SessionTests {
    /// With the session of somebody who works in the first shop.
    private func withTwoShops(
        _ body: @Sendable (ShopServer, NewSession) async throws -> Void
    ) async throws {
        try await withShops(2) { shops in
            let people = StaffRepository(shops[0].database)
            let link = try await people.invite(email: "ibu@shop-1.test", name: "Ibu Sari", role: .owner)
            let session = try await people.acceptLink(link.text, password: "kopi tubruk manis")
            try await withServer(of: shops) { group in
                let staff = group.withPlainProblems().group("staf").add(middleware: SessionMiddleware(.staff))
                staff.get("siapa") { _, context in Page.text(try context.staff().name, type: "text/plain") }
                staff.post("ubah") { request, context in
                    try CSRF.check(try await Web.Form.posted(request), context.session)
                    return Page.text("diubah", type: "text/plain")
                }
                group.withPlainProblems().group("toko").add(middleware: SessionMiddleware(.customer))
                    .get("siapa") { _, context in Page.text(try context.customer().name, type: "text/plain") }
            } _: { server in
                try await body(server, session)
            }
        }
    }

    @Test func `a session is one of its own shop and its own kind`() async throws {
        try await withTwoShops { server, session async throws in
            let browser = server.browser(at: "shop-1.test")
            browser.keep(cookie: "tokoku_admin", session.token.text)
            #expect(try await browser.get("/staf/siapa").text == "Ibu Sari")

            let elsewhere = server.browser(at: "shop-2.test")
            elsewhere.keep(cookie: "tokoku_admin", session.token.text)
            #expect(try await elsewhere.get("/staf/siapa").status == 303)

            let asCustomer = server.browser(at: "shop-1.test")
            asCustomer.keep(cookie: "tokoku", session.token.text)
            #expect(try await asCustomer.get("/toko/siapa").status == 303)
            #expect(try await asCustomer.get("/staf/siapa").status == 303)
        }
    }

    static let strange = [
        "", "x", "0", String(repeating: "A", count: 43), String(repeating: "A", count: 8_000), "%00", "a=b",
    ]

    @Test func `a cookie that is no token is nobody's`() async throws {
        try await withTwoShops { server, _ async throws in
            let browser = server.browser(at: "shop-1.test")
            for value in Self.strange {
                browser.keep(cookie: "tokoku_admin", value)
                #expect(try await browser.get("/staf/siapa").status == 303, "\(value.prefix(50))")
            }
        }
    }

    @Test func `a form without the session's own token is refused`() async throws {
        try await withTwoShops { server, session in
            let browser = server.browser(at: "shop-1.test")
            browser.keep(cookie: "tokoku_admin", session.token.text)
            for fields: [(String, String)] in [[], [("_csrf", "")], [("_csrf", "x")], [("_csrf", session.token.text)]] {
                let refused = try await browser.post("/staf/ubah", fields)
                #expect(refused.status == 403)
                #expect(refused.text == "foreign_form")
            }
            let taken = try await browser.post("/staf/ubah", [("_csrf", session.session.csrfToken)])
            #expect(taken.status == 200)
            #expect(taken.text == "diubah")
            let anonymous = try await server.browser(at: "shop-1.test").post("/staf/ubah", [("_csrf", "")])
            #expect(anonymous.status == 403)
        }
    }
}
