public import Accounts
public import Analytics
public import Catalog
public import Hummingbird
import Logging
public import Ordering
public import Shipping
public import Tenancy
public import Theming
public import Web

/// The pages where people buy.
public struct Storefront: Sendable {
    /// What the pages stand on.
    public struct Services: Sendable {
        let themes: ThemeLibrary
        let cache: PageCache
        let media: MediaStore
        let regions: RegionRepository
        let postalCodes: PostalCodeRefresh?
        let checkout: CheckoutService
        let reconciliation: Reconciliation
        let google: GoogleSignIn
        let secrets: ProviderSecrets
        let limiter: RateLimiter
        let analytics: PostHogAccounts

        public init(
            themes: ThemeLibrary, cache: PageCache, media: MediaStore, regions: RegionRepository,
            checkout: CheckoutService, reconciliation: Reconciliation, google: GoogleSignIn,
            secrets: ProviderSecrets, limiter: RateLimiter, analytics: PostHogAccounts,
            postalCodes: PostalCodeRefresh? = nil
        ) {
            self.themes = themes
            self.cache = cache
            self.media = media
            self.regions = regions
            self.postalCodes = postalCodes
            self.checkout = checkout
            self.reconciliation = reconciliation
            self.google = google
            self.secrets = secrets
            self.limiter = limiter
            self.analytics = analytics
        }
    }

    /// The views that a theme pack must know how to say.
    public static let pages: [PageShape] = [
        HomePages.page, CategoryPages.page, SearchPages.page, ProductView.page, CartView.page, CheckoutView.page,
        OrderPages.page, OrderView.page, AccountPages.page, AddressPages.page, SignInPages.page, ConsentPages.page,
        ProblemView.page,
    ]

    private let services: Services
    private let easel: Easel

    public init(_ services: Services) {
        self.services = services
        easel = Easel(themes: services.themes, accounts: services.analytics)
    }

    /// Adds every page. The group must come after ``TenantMiddleware``; problems, same-origin check and sessions are
    /// added here.
    public func addRoutes(to shops: RouterGroup<ShopContext>) {
        let pages = shops.group().add(middleware: problems).add(middleware: SameOriginMiddleware())
        addFiles(to: pages)
        addCatalog(to: pages)
        pages.get("**") { _, _ -> Page in throw Problem.notFound }
        addCustomers(to: pages.group().add(middleware: SessionMiddleware(.customer)))
    }

    /// Draws what went wrong as a page of the shop.
    public var problems: ProblemMiddleware {
        ProblemMiddleware(
            explain: StorefrontErrors.explain,
            signIn: { _, wanted in .redirect(to: Link("masuk", query: [("kembali", wanted)]).text) },
            draw: { [easel] problem, context in
                do {
                    return try easel.draw(problem: problem, in: context)
                } catch {
                    context.logger.error("problem page not drawn", metadata: ["error": "\(error)"])
                    return nil
                }
            })
    }

    private func addFiles(to group: RouterGroup<ShopContext>) {
        let files = FilePages(easel: easel, media: services.media)
        group.get("theme/settings.css", use: files.settings)
        group.get("theme/:pack/:fingerprint/:file", use: files.asset)
        group.get("media/:file", use: files.picture)
        let site = SitePages(easel: easel, cache: services.cache)
        group.get("robots.txt", use: site.robots)
        group.get("sitemap.xml", use: site.sitemap)
        group.get("manifest.webmanifest", use: site.manifest)
        let consent = ConsentPages(easel: easel)
        group.get("persetujuan.css", use: consent.style)
        group.get("aset/:fingerprint/:file", use: consent.script)
        let regions = RegionPages(regions: services.regions)
        group.group()
            .add(middleware: RateLimitMiddleware("regions", perMinute: 600, limiter: services.limiter))
            .get("wilayah", use: regions.list)
    }

    private func addCatalog(to group: RouterGroup<ShopContext>) {
        group.get("/", use: HomePages(easel: easel, cache: services.cache).show)
        group.get("kategori/:slug", use: CategoryPages(easel: easel, cache: services.cache).show)
        group.get("produk/:slug", use: ProductPages(easel: easel, cache: services.cache).show)
        group.group()
            .add(middleware: RateLimitMiddleware("search", perMinute: 240, limiter: services.limiter))
            .get("cari", use: SearchPages(easel: easel).show)
    }

    private func addCustomers(to group: RouterGroup<ShopContext>) {
        let add = AddToCart(products: ProductPages(easel: easel, cache: services.cache))
        let cart = CartPages(easel: easel)
        group.get("keranjang", use: cart.show)
        group.post("keranjang/tambah", use: add.add)
        group.post("keranjang/ubah", use: cart.change)
        group.post("keranjang/hapus", use: cart.remove)

        let checkout = CheckoutPages(
            easel: easel, checkout: services.checkout, regions: services.regions, postalCodes: services.postalCodes,
            limiter: services.limiter)
        group.get("checkout", use: checkout.show)
        group.post("checkout", use: checkout.place)
        group.post("checkout/alamat", use: checkout.address)

        let orders = OrderPages(
            easel: easel, reconciliation: services.reconciliation, limiter: services.limiter,
            invoices: InvoicePDF(media: services.media))
        group.get("pesanan", use: orders.list)
        group.get("pesanan/:code", use: orders.show)
        group.get("pesanan/:code/status", use: orders.status)
        group.get("pesanan/:code/kuitansi.pdf", use: orders.receipt)
        group.post("pesanan/:code/batal", use: orders.cancel)

        let account = AccountPages(easel: easel)
        group.get("akun", use: account.show)
        group.get("akun/ringkas", use: account.brief)
        let addresses = AddressPages(
            easel: easel, regions: services.regions, postalCodes: services.postalCodes)
        group.get("akun/alamat", use: addresses.show)
        group.post("akun/alamat", use: addresses.save)
        group.post("akun/alamat/hapus", use: addresses.delete)
        group.post("akun/alamat/utama", use: addresses.setDefault)

        let consent = ConsentPages(easel: easel)
        group.get("privasi", use: consent.show)
        group.post("persetujuan", use: consent.answer)

        let signIn = SignInPages(
            easel: easel, google: services.google, secrets: services.secrets, limiter: services.limiter)
        group.get("masuk", use: signIn.show)
        group.get("auth/google", use: signIn.begin)
        group.get("auth/google/callback", use: signIn.finish)
        group.post("keluar", use: signIn.leave)
    }
}
