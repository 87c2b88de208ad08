import Accounts
import Admin
import Catalog
import Hummingbird
import Ordering
import OrderingSupport
import TestSupport
import Testing
import TokoCore
import Web
import WebClient
import WebSupport

extension RouterGroup<ShopContext> {
    /// The owner's pages as the server has them.
    func addOffice(_ outside: AdminOutside = AdminOutside()) {
        let admin = group()
            .add(
                middleware: ProblemMiddleware(
                    explain: AdminProblem.explain, signIn: AdminPages.signIn, draw: AdminProblem.draw)
            )
            .add(middleware: SameOriginMiddleware())
        AdminPages(
            limiter: RateLimiter(redis: nil), invoices: InvoicePDF(media: MediaStore(directory: "no-pictures")),
            outside: outside
        ).add(to: admin)
    }
}

/// Serves the owner's pages of shops that sell.
func withOffice(
    _ count: Int = 1, product: String = "Kemeja Parang",
    outside: @Sendable ([SellingShop]) async throws -> AdminOutside = { _ in AdminOutside() },
    _ body: @Sendable (ShopServer, [SellingShop]) async throws -> Void
) async throws {
    try await withSellingShops(count, product: product) { shops in
        let outside = try await outside(shops)
        try await withServer(of: shops.map(\.fixture)) { group in
            group.addOffice(outside)
        } _: { server in
            try await body(server, shops)
        }
    }
}

/// Serves the owner's pages of shops that have nothing yet.
func withEmptyOffice(
    _ count: Int = 1, _ setup: ShopServerSetup = ShopServerSetup(),
    _ body: @Sendable (ShopServer, [ShopFixture]) async throws -> Void
) async throws {
    try await withShops(count) { shops in
        try await withServer(of: shops, setup) { group in
            group.addOffice()
        } _: { server in
            try await body(server, shops)
        }
    }
}

/// Somebody of the staff, signed in.
struct Desk: Sendable {
    let browser: Browser
    let token: String

    init(_ session: NewSession, at host: String, of server: ShopServer) {
        browser = server.browser(at: host)
        browser.keep(cookie: "tokoku_admin", session.token.text)
        token = session.session.csrfToken
    }

    /// A page as it is looked at: in it no markup of ours is shown as text.
    func page(_ path: String, status: Int = 200) async throws -> String {
        let response = try await browser.get(path)
        #expect(response.status == status, "\(path)")
        response.expectWholeMarkup()
        return response.text
    }

    /// Presses a button of a form that stood on a page of this desk.
    func press(_ path: String, _ fields: [(String, String)] = []) async throws -> WebResponse {
        let response = try await browser.post(path, [("_csrf", token)] + fields)
        response.expectWholeMarkup()
        return response
    }
}

extension ShopServer {
    func desk(_ role: StaffRole = .owner, in shop: SellingShop) async throws -> Desk {
        Desk(try await shop.staff(role), at: shop.fixture.host, of: self)
    }
}

extension WebResponse {
    /// Text that a person typed may be escaped; tags of our own may not.
    func expectWholeMarkup(sourceLocation: SourceLocation = #_sourceLocation) {
        for tag in ["a ", "p", "span", "dt", "dd", "dl", "li", "ul", "div", "input", "form", "section", "option", "td"]
        {
            #expect(!text.contains("&lt;\(tag)"), "\(tag)", sourceLocation: sourceLocation)
        }
        #expect(header("Cache-Control") == "no-store", sourceLocation: sourceLocation)
    }
}
