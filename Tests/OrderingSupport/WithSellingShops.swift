import Catalog
import Logging
import Ordering
import Payments
import Postgres
import Sandbox
import Shipping
import Tenancy
import TestSupport
import TokoCore
import WebClient

/// Opens one or two shops, each selling `product`, with a sandbox of their own as their bank.
public func withSellingShops<Result: Sendable>(
    _ count: Int = 1, product: String = "Kemeja Parang", _ body: @Sendable ([SellingShop]) async throws -> Result
) async throws -> Result {
    try await withSandbox { base in
        try await withShops(count) { fixtures in
            let transport = WebTransport()
            let result: Swift.Result<Result, any Error>
            do {
                result = .success(try await body(try await open(fixtures, product, "\(base)/tripay", transport)))
            } catch {
                result = .failure(error)
            }
            await transport.close()
            return try result.get()
        }
    }
}

private func open(
    _ fixtures: [ShopFixture], _ product: String, _ gateway: String, _ transport: WebTransport
) async throws -> [SellingShop] {
    let pool = fixtures[0].pool
    try await fixtures[0].admin.control.query(SellingSQL.regions)
    let demo = Dictionary(uniqueKeysWithValues: zip(fixtures.map(\.id), DemoCredentials.shops))
    let gateways = PaymentGateways(baseURL: gateway, transport: transport) { tenant in
        guard let demo = demo[tenant] else { return [:] }
        return [
            "api_key": demo.tripayAPIKey, "private_key": demo.tripayPrivateKey,
            "merchant_code": demo.tripayMerchantCode,
        ]
    }
    let rate = ShippingRate(
        courierCode: "jne", courierName: "JNE", service: "REG", description: "",
        cost: try Money(rupiah: SellingShop.shippingCost), estimate: "2-3 hari")
    let checkout = CheckoutService(
        gateways: gateways, rates: ShippingRates { _ in OneRate(rate: rate) }, regions: RegionRepository(pool.control))
    let tenants = try await TenantDirectory(database: pool.control, pool: pool, logger: quiet)
    let shops = ShopDirectory(tenants: tenants, pool: pool)
    var opened: [SellingShop] = []
    for fixture in fixtures {
        try await fixture.database.query(SellingSQL.origin)
        let shirt = ProductDescription(
            slug: "kemeja-parang", name: product,
            variants: [
                VariantDescription(sku: "KPR", priceRupiah: SellingShop.price, weightGrams: 300, openingStock: 50)
            ])
        try await CatalogEditor(fixture.database).import(CatalogDescription(products: [shirt]))
        guard let tenant = tenants.tenant(fixture.id), let keys = demo[fixture.id] else { throw Absent.shop }
        opened.append(
            SellingShop(
                fixture: fixture, shop: try await shops.shop(of: tenant), gateways: gateways,
                variant: try await fixture.database.query(SellingSQL.variant).one().id("id"), checkout: checkout,
                privateKey: keys.tripayPrivateKey))
    }
    return opened
}

/// A courier whose price the test knows.
private struct OneRate: RateProvider {
    let rate: ShippingRate
    func rates(for parcel: Parcel) async throws -> [ShippingRate] { [rate] }
}

/// Runs a sandbox on a port of its own while `body` uses it.
private func withSandbox<Result: Sendable>(
    _ body: @Sendable (_ base: String) async throws -> Result
) async throws -> Result {
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let server = SandboxServer(configuration: SandboxConfiguration(port: 0), logger: quiet) { bound in
        port.yield(bound)
        port.finish()
    }
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { port.finish() }
            try await server.run()
        }
        guard let bound = await ports.first(where: { _ in true }) else {
            try await group.waitForAll()
            throw Absent.shop
        }
        let result: Swift.Result<Result, any Error>
        do { result = .success(try await body("http://127.0.0.1:\(bound)")) } catch { result = .failure(error) }
        group.cancelAll()
        return try result.get()
    }
}

private let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
