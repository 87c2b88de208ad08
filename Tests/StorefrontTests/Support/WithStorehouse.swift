import Accounts
import Analytics
import Catalog
import FoundationEssentials
import Hummingbird
import Logging
import NIOCore
import Ordering
import Payments
import Postgres
import Sandbox
import Shipping
import Synchronization
import Tenancy
import TestSupport
import Testing
import Theming
import TokoCore
import Vault
import Web
import WebClient

@testable import Storefront

/// Opens two shops that sell a shirt in two sizes, and closes them when the body is done. Whatever the server logs as
/// an error fails the test, unless it is expected: a view that differs from its shape is such an error.
///
/// - Parameters:
///   - google: the shops have keys at the sandbox's Google.
///   - choices: what the shops offer beside their couriers.
///   - counts: the first shop has a project at the sandbox's PostHog.
func withStorehouse(
    stock: Int64 = 10, couriers: RateError? = nil, name: String = "Kemeja Parang", google: Bool = false,
    counts: Bool = false, choices: RateChoices = RateChoices(),
    _ body: @Sendable (Storehouse) async throws -> Void
) async throws {
    let errors = ErrorLog()
    let logger = Logger(label: "store") { _ in ErrorHandler(log: errors) }
    try await withShops(2) { fixtures in
        try await fixtures[0].admin.control.query(StoreSQL.regions)
        try await fixtures[0].admin.control.query(StoreSQL.regionWords)
        let pool = fixtures[0].pool
        let tenants = try await TenantDirectory(database: pool.control, pool: pool, logger: logger)
        let shops = ShopDirectory(tenants: tenants, pool: pool)
        try await opened(fixtures, shops, tenants, logger, couriers: couriers, counts: counts) {
            bank, base, transport in
            var variants: [VariantID] = []
            var opened: [Shop] = []
            for fixture in fixtures {
                if google {
                    let secrets = fixture.scratch.secrets(as: fixture.admin)
                    for (field, value) in [("client_id", "toko-uji"), ("client_secret", "GOCSPX-uji")] {
                        try await secrets.set(.google, field, to: value, of: fixture.id, actor: "test")
                    }
                }
                try await fixture.database.query(StoreSQL.settings)
                if choices != RateChoices() {
                    var settings = try await ShopSettingsRepository(fixture.database).load()
                    settings.rates = choices
                    try await ShopSettingsRepository(fixture.database).save(settings)
                }
                try await CatalogEditor(fixture.database).import(.shirts(named: name, stock: stock))
                variants.append(try await fixture.database.query(StoreSQL.variant).one().id("id"))
                opened.append(try await shops.shop(of: try #require(tenants.tenant(fixture.id))))
            }
            try await body(
                Storehouse(base: base, bank: bank, transport: transport, shops: opened, variants: variants))
            // Before the server is told to stop, which it logs as an error.
            #expect(errors.lines == [])
        }
    }
}

private func opened(
    _ fixtures: [ShopFixture], _ shops: ShopDirectory, _ tenants: TenantDirectory, _ logger: Logger,
    couriers: RateError?, counts: Bool, _ body: @Sendable (String, String, WebTransport) async throws -> Void
) async throws {
    let (banks, bank) = AsyncStream.makeStream(of: Int.self)
    let (servers, server) = AsyncStream.makeStream(of: Int.self)
    let sandbox = SandboxServer(
        configuration: SandboxConfiguration(
            port: 0, callbackRetryDelay: .milliseconds(20),
            googleClients: [
                GoogleClient(
                    id: "toko-uji", secret: "GOCSPX-uji",
                    redirectURIs: fixtures.map { "http://\($0.host)/auth/google/callback" })
            ]),
        logger: Logger(label: "bank") { _ in SwiftLogNoOpLogHandler() }
    ) { port in
        bank.yield(port)
    }
    let transport = WebTransport()
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await sandbox.run() }
        let bankPort = try #require(await banks.first { _ in true })
        let gateways = PaymentGateways(baseURL: "http://127.0.0.1:\(bankPort)/tripay", transport: transport) { tenant in
            let demo = tenant == fixtures[0].id ? DemoCredentials.batik : DemoCredentials.kopi
            return [
                "api_key": demo.tripayAPIKey, "private_key": demo.tripayPrivateKey,
                "merchant_code": demo.tripayMerchantCode,
            ]
        }
        let media = FileManager.default.temporaryDirectory.appending(path: "store-\(UInt64.random(in: 0...UInt64.max))")
        let storefront = Storefront(
            .init(
                themes: try ThemeLibrary(
                    directory: PackTests.themes, pages: Storefront.pages, reloads: true, logger: logger),
                cache: PageCache(), media: MediaStore(directory: media.path),
                regions: RegionRepository(fixtures[0].control),
                checkout: CheckoutService(
                    gateways: gateways, rates: ShippingRates { _ in StoreRates(error: couriers) },
                    regions: RegionRepository(fixtures[0].control)),
                reconciliation: Reconciliation(shops: shops, gateways: gateways),
                google: GoogleSignIn(
                    endpoints: GoogleEndpoints(
                        accountsURL: "http://127.0.0.1:\(bankPort)/google/accounts",
                        tokenURL: "http://127.0.0.1:\(bankPort)/google/token",
                        jwksURL: "http://127.0.0.1:\(bankPort)/google/certs"),
                    transport: transport, logger: logger),
                secrets: fixtures[0].scratch.secrets(as: fixtures[0].pool), limiter: RateLimiter(redis: nil),
                analytics: PostHogAccounts(override: "http://127.0.0.1:\(bankPort)/posthog") { tenant in
                    counts && tenant == fixtures[0].id ? ["project_key": "phc_BatikDemo42"] : [:]
                }))
        let router = Router(context: VisitContext.self, options: .autoGenerateHeadEndpoints)
        router.addMiddleware {
            SecurityHeadersMiddleware(isSecure: false)
            TenantMiddleware(
                shops: shops, addresses: ClientAddress(trustedProxies: [], scheme: "http", port: nil))
        }
        storefront.addRoutes(to: router.group(context: ShopContext.self))
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in server.yield(channel.localAddress?.port ?? 0) }, logger: logger)
        group.addTask { try await application.run() }
        let port = try #require(await servers.first { _ in true })
        try await body("http://127.0.0.1:\(bankPort)", "http://127.0.0.1:\(port)", transport)
        group.cancelAll()
    }
    await transport.close()
}

extension CatalogDescription {
    static func shirts(named name: String, stock: Int64) -> CatalogDescription {
        CatalogDescription(
            categories: [CategoryDescription(slug: "kemeja", name: "Kemeja")],
            products: [
                ProductDescription(
                    slug: "kemeja-parang", name: name, category: "kemeja",
                    description: "Katun **primisima**.\n\n- Cap\n- Tulis", options: ["Ukuran"],
                    variants: [
                        VariantDescription(
                            sku: "KPR-M", optionValues: ["M"], priceRupiah: 100_000, weightGrams: 300,
                            openingStock: stock),
                        VariantDescription(
                            sku: "KPR-L", optionValues: ["L"], priceRupiah: 110_000, weightGrams: 320,
                            openingStock: 0),
                    ])
            ])
    }
}

/// What the server logged as an error.
final class ErrorLog: Sendable {
    private let kept = Mutex<[String]>([])
    var lines: [String] { kept.withLock { $0 } }
    func add(_ line: String) { kept.withLock { $0.append(line) } }
}

struct ErrorHandler: LogHandler {
    let log: ErrorLog
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.error

    init(log: ErrorLog) { self.log = log }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        guard event.level >= .error else { return }
        log.add("\(event.message) \(event.metadata ?? [:])")
    }
}
