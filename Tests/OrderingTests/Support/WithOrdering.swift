import Catalog
import Logging
import Payments
import Postgres
import Sandbox
import Shipping
import Tenancy
import TestSupport
import TokoCore
import WebClient

@testable import Ordering

/// Opens shops that sell one thing, `stock` pieces of it, with the sandbox as their bank.
func withOrdering<Result: Sendable>(
    shops count: Int = 1, stock: Int64 = 10, _ body: @Sendable ([OrderingShop]) async throws -> Result
) async throws -> Result {
    try await Bank.open { bank in
        try await withOrdering(shops: count, stock: stock, gateway: "\(bank.base)/tripay", bank: bank, body)
    }
}

/// The same with something else where TriPay should be.
func withOrdering<Result: Sendable>(
    shops count: Int = 1, stock: Int64 = 10, gateway: String, bank: Bank? = nil,
    _ body: @Sendable ([OrderingShop]) async throws -> Result
) async throws -> Result {
    try await withShops(count) { fixtures in
        let pool = fixtures[0].pool
        let control = fixtures[0].admin.control
        try await control.query(OrderingSQL.region)
        let tenants = try await TenantDirectory(
            database: pool.control, pool: pool, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let shops = ShopDirectory(tenants: tenants, pool: pool)
        let transport = WebTransport()
        let demo = [DemoCredentials.batik, DemoCredentials.kopi]
        let keys = Dictionary(uniqueKeysWithValues: zip(fixtures.map(\.id), demo))
        let gateways = PaymentGateways(baseURL: gateway, transport: transport) { tenant in
            guard let demo = keys[tenant] else { return [:] }
            return [
                "api_key": demo.tripayAPIKey, "private_key": demo.tripayPrivateKey,
                "merchant_code": demo.tripayMerchantCode,
            ]
        }
        let checkout = CheckoutService(
            gateways: gateways, rates: ShippingRates { _ in FixedRates(rates: [OrderingShop.rate]) },
            regions: RegionRepository(pool.control))
        var opened: [OrderingShop] = []
        for fixture in fixtures {
            try await fixture.database.query(OrderingSQL.settings)
            try await CatalogEditor(fixture.database).import(.oneShirt(stock: stock))
            let variant: VariantID = try await fixture.database.query(OrderingSQL.variant).one().id("id")
            guard let tenant = tenants.tenant(fixture.id) else { throw Missing.customer }
            opened.append(
                OrderingShop(
                    fixture: fixture, shop: try await shops.shop(of: tenant), checkout: checkout, gateways: gateways,
                    shops: shops,
                    variant: variant, bank: bank))
        }
        let result = try await body(opened)
        await transport.close()
        return result
    }
}

extension CatalogDescription {
    static func oneShirt(stock: Int64) -> CatalogDescription {
        CatalogDescription(products: [
            ProductDescription(
                slug: "kemeja-parang", name: "Kemeja Parang",
                variants: [
                    VariantDescription(
                        sku: "KPR", priceRupiah: OrderingShop.price, weightGrams: 300, openingStock: stock)
                ])
        ])
    }
}
