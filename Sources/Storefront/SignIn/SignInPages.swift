import Accounts
import HTTPTypes
import Hummingbird
import Ordering
import Tenancy
import Theming
import TokoCore
import Web

/// `/masuk`, the way to Google and back, and `/keluar`.
struct SignInPages: Sendable {
    static let page = PageShape(
        "signin",
        Frame.shape.merging([
            "problem": .text, "adding": .text, "googleLink": .link, "backLink": .link,
        ]))

    /// A sign-in at Google takes no longer.
    static let browserSeconds = 600
    static let sessionSeconds = 30 * 86_400

    let easel: Easel
    let google: GoogleSignIn
    let secrets: ProviderSecrets
    let limiter: RateLimiter

    func show(request: Request, context: ShopContext) async throws -> Page {
        let query = Form.query(request)
        let wish = SignInWish(query)
        if context.session?.customer != nil { return .redirect(to: wish.returnTo) }
        return try await draw(wish, problem: "", context)
    }

    func begin(request: Request, context: ShopContext) async throws -> Page {
        // Google sends back to the primary host, and the cookie lives on one host only.
        if context.visitor.origin != context.publicOrigin {
            return .leave(to: context.publicOrigin + request.uri.description)
        }
        // Phones of one carrier share an address, so the limit is far above what a person does.
        try await limiter.count(
            "sign-in", by: context.visitor.address, of: context.shop.tenant.id, limit: 300, window: .seconds(600))
        var wish = SignInWish(Form.query(request))
        // Only a page of this shop may have something put into the cart afterwards.
        if let site = HTTPField.Name("sec-fetch-site").flatMap({ request.headers[$0] }), site == "cross-site" {
            wish.add = nil
        }
        let keys = try await secrets.all(.google, of: context.shop.tenant.id)
        guard let client = keys["client_id"], !client.isEmpty else {
            return try await draw(
                wish, problem: GoogleSignInError.misconfigured.message, context, status: .serviceUnavailable)
        }
        let secure = context.visitor.isSecure
        let start = try await google.begin(
            context.shop.database, clientID: client, redirectURI: redirectURI(context), returnTo: wish.returnTo,
            pendingAdd: wish.add, browserToken: SessionCookie.browser.token(in: request, secure: secure))
        return Page.leave(to: start.location).with(
            cookie: SessionCookie.browser.cookie(
                start.browserToken.text, seconds: Self.browserSeconds, secure: secure))
    }

    func finish(request: Request, context: ShopContext) async throws -> Page {
        let query = Form.query(request)
        let keys = try await secrets.all(.google, of: context.shop.tenant.id)
        let secure = context.visitor.isSecure
        do {
            let outcome = try await google.finish(
                context.shop.database, clientID: keys["client_id"] ?? "", clientSecret: keys["client_secret"] ?? "",
                query: Dictionary(query.fields.map { ($0.name, $0.value) }, uniquingKeysWith: { one, _ in one }),
                browserToken: SessionCookie.browser.token(in: request, secure: secure))
            let page = try await arrived(outcome, context)
            return page.with(
                cookie: SessionCookie.customer.cookie(
                    outcome.session.token.text, seconds: Self.sessionSeconds, secure: secure)
            ).with(cookie: SessionCookie.browser.ended(secure: secure))
        } catch let error as GoogleSignInError {
            return try await draw(
                SignInWish(returnTo: "/"), problem: error.message, context, status: .unprocessableContent)
        }
    }

    func leave(request: Request, context: ShopContext) async throws -> Page {
        try CSRF.check(try await Form.posted(request), context.session)
        let secure = context.visitor.isSecure
        if let token = SessionCookie.customer.token(in: request, secure: secure) {
            try await SessionRepository(context.shop.database).delete(token: token)
        }
        return Page.redirect(to: "/").with(cookie: SessionCookie.customer.ended(secure: secure))
    }

    /// Back where they were, with what they wanted in the cart.
    private func arrived(_ outcome: SignInOutcome, _ context: ShopContext) async throws -> Page {
        guard let add = outcome.pendingAdd else { return .redirect(to: outcome.returnTo) }
        do {
            try await CartService(context.shop.database).add(
                add.variant, add.quantity, for: outcome.customer.id)
            return .redirect(
                to: SignInWish.product(outcome.returnTo).map { AddToCart.returning(to: $0, add.variant).text }
                    ?? "/keranjang")
        } catch is CartError {
            // The product's page says what is left of it.
            return .redirect(to: outcome.returnTo)
        }
    }

    private func redirectURI(_ context: ShopContext) -> String { "\(context.publicOrigin)/auth/google/callback" }

    private func draw(
        _ wish: SignInWish, problem: String, _ context: ShopContext, status: HTTPResponse.Status = .ok
    ) async throws -> Page {
        let body: ViewTree = [
            "problem": .text(problem),
            "adding": .text(wish.add == nil ? "" : "Setelah masuk, barang pilihan Anda langsung masuk ke keranjang."),
            "googleLink": .link(Link("auth", "google", query: wish.query)), "backLink": .link(Link(wish.returnTo)),
        ]
        return try await easel.draw(
            "signin", .own("Masuk", in: context.shop.settings.name), body, for: .customer(context.session),
            in: context, status: status)
    }
}
