import Accounts
import Admin
import Analytics
import ArgumentParser
import Catalog
import Logging
import Messaging
import Ordering
import Payments
import Postgres
import Redis
import Shipping
import Storefront
import Tenancy
import Theming
import Vault
import Web
import WebClient

/// Every part of a running server, made once and put together.
struct Installation {
    let settings: Settings
    let logger: Logger
    let pool: ConnectionPool
    let redis: RedisClient?
    let transport: WebTransport
    let tenants: TenantDirectory
    let shops: ShopDirectory
    let gateways: PaymentGateways
    let secrets: ProviderSecrets
    let reconciliation: Reconciliation
    let limiter: RateLimiter
    let storefront: Storefront
    let invoices: InvoicePDF
    /// The access tokens of the shops' mailboxes, for whoever sends by them or connects them.
    let gmailTokens: GmailTokens
    /// What the owner's pages reach outside with.
    let office: AdminOutside
    /// Nil when the installation does not ask Pos Indonesia.
    let postalCodes: PostalCodeRefresh?

    /// - Parameter name: what the database sees of this program.
    /// - Throws: ``SettingsError``, ``VaultError`` for the key file, ``ThemeError``, ``DatabaseError``: the server does
    ///   not start half.
    init(_ settings: Settings, logger: Logger, name: String = "tokoku serve") async throws {
        self.settings = settings
        self.logger = logger
        let master = try MasterKey(base64File: settings.masterKeyFile)
        let media = MediaStore(directory: try settings.mediaDirectory)
        invoices = InvoicePDF(media: media)
        let themes = try ThemeLibrary(
            directory: settings.themesDirectory, pages: Storefront.pages,
            reloads: settings.environment == .development, logger: logger)
        guard !themes.packs.isEmpty else {
            throw SettingsError("TOKOKU_THEMES_DIR", "\(settings.themesDirectory) holds no theme pack")
        }
        redis = try settings.redisURL.map { try RedisClient(url: $0, logger: logger) }
        pool = ConnectionPool(
            .init(url: try settings.databaseURL, size: 16, applicationName: name), logger: logger)
        transport = WebTransport(userAgent: "TokoKu/\(Tokoku.configuration.version)")
        tenants = try await TenantDirectory(database: pool.control, pool: pool, logger: logger)
        shops = ShopDirectory(tenants: tenants, pool: pool)
        secrets = ProviderSecrets(
            database: pool.control, sealing: ProviderSecrets.sealingKey(master), directory: tenants)
        gateways = PaymentGateways(secrets: secrets, addresses: settings.providers, transport: transport)
        reconciliation = Reconciliation(shops: shops, gateways: gateways)
        limiter = RateLimiter(redis: redis)
        let regions = RegionRepository(pool.control)
        gmailTokens = GmailTokens(endpoints: GmailEndpoints(settings.providers), transport: transport)
        office = AdminOutside(
            secrets: secrets, settings.providers, transport, gmailTokens, shops: shops, pool: pool, logger: logger)
        postalCodes =
            settings.providers.asksPosIndonesia
            ? PostalCodeRefresh(
                page: PosIndonesiaPage(baseURL: settings.providers.posIndonesia, transport: transport),
                database: pool.control)
            : nil
        storefront = Storefront(
            .init(
                themes: themes, cache: PageCache { themes.edition(of: $0.settings.themeID) }, media: media,
                regions: regions,
                checkout: CheckoutService(
                    gateways: gateways,
                    rates: ShippingRates(secrets: secrets, addresses: settings.providers, transport: transport),
                    regions: regions),
                reconciliation: reconciliation,
                google: GoogleSignIn(
                    endpoints: GoogleEndpoints(settings.providers), transport: transport, logger: logger),
                secrets: secrets, limiter: limiter,
                analytics: PostHogAccounts(secrets: secrets, addresses: settings.providers), postalCodes: postalCodes))
    }
}

extension ThemeLibrary {
    /// Changes whenever a pack does. A pack that is not there has no edition: rendering says so.
    fileprivate func edition(of id: String) -> String {
        do { return try pack(id).fingerprint } catch { return "" }
    }
}
