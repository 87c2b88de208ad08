public import Hummingbird
public import Ordering
public import Web

/// The owner's pages, under `/admin` on the shop's own host.
public struct AdminPages: Sendable {
    private let limiter: RateLimiter
    private let invoices: InvoicePDF
    private let outside: AdminOutside

    public init(limiter: RateLimiter, invoices: InvoicePDF, outside: AdminOutside = AdminOutside()) {
        self.limiter = limiter
        self.invoices = invoices
        self.outside = outside
    }

    /// - Parameter router: guarded by same-origin and problem middleware already.
    public func add(to router: some RouterMethods<ShopContext>) {
        let group = router.group("admin").add(middleware: SessionMiddleware(.staff))
        group.get("aset/:file", use: AdminAssets.show)
        SignInPages(limiter: limiter).add(to: group)
        let inside = group.group().add(middleware: StaffOnlyMiddleware())
        inside.get("") { _, _ in Page.redirect(to: "/admin/pesanan") }
        OrderPages(invoices: invoices, parcels: outside.parcels, limiter: limiter).add(to: inside)
        ProductPages().add(to: inside)
        MessagePages().add(to: inside)
        ConnectionPages(outside: outside, limiter: limiter).add(to: inside)
        SettingsPages(regions: outside.regions).add(to: inside)
        inside.get("**") { _, _ -> Page in throw Problem.notFound }
    }

    /// Where to sign in, and back to what was wanted.
    public static func signIn(_ needed: SignInNeeded, wanted: String) -> Page {
        .redirect(to: "/admin/masuk?kembali=\(URLText.encode(wanted))")
    }
}

/// Nothing behind it is reached without a session of the staff.
struct StaffOnlyMiddleware: RouterMiddleware {
    typealias Context = ShopContext

    func handle(
        _ request: Request, context: ShopContext, next: (Request, ShopContext) async throws -> Response
    ) async throws -> Response {
        _ = try context.staff()
        return try await next(request, context)
    }
}
