import Accounts
import Catalog
import Ordering
import Synchronization
import TestSupport
import Testing
import TokoCore

@testable import Postgres

/// However much a page shows, the database is asked once: nothing is asked again for each row.
@Suite struct RoundTripTests {
    @Test func `what a page shows is read in one round trip, for one product as for thirty`() async throws {
        try await withShop { shop in
            let buyer = try await Buyer(in: shop)
            for products in [1, 30] {
                try await shop.sell(Goods.catalog(products))
                let variants = try await buyer.variants()
                #expect(variants.count == products * 2)
                for variant in variants { try await buyer.cart.add(variant, .one, for: buyer.id) }
                var counts: [Reading: Int] = [:]
                for reading in Reading.allCases {
                    let before = trips(shop)
                    try await reading.read(shop, buyer.id, variants)
                    counts[reading] = trips(shop) - before
                }
                #expect(counts == Dictionary(uniqueKeysWithValues: Reading.allCases.map { ($0, 1) }))
            }
        }
    }

    private func trips(_ shop: ShopFixture) -> Int { shop.pool.setup.counters.exchanges.load(ordering: .relaxed) }

    enum Reading: CaseIterable {
        case home, category, product, search, sellable, cart, pieces, addresses, orders, ownersProducts

        func read(_ shop: ShopFixture, _ buyer: CustomerID, _ variants: [VariantID]) async throws {
            let catalog = CatalogRepository(shop.database)
            switch self {
            case .home: _ = try await catalog.home()
            case .category: _ = try #require(try await catalog.category(Goods.slug("kain")))
            case .product: _ = try #require(try await catalog.product(Goods.slug("sarung-1")))
            case .search: _ = try await catalog.search("sarung")
            case .sellable: _ = try await catalog.variants(variants)
            case .cart: _ = try await CartService(shop.database).cart(of: buyer)
            case .pieces: _ = try await CartService(shop.database).pieces(of: buyer)
            case .addresses: _ = try await AddressRepository(shop.database).list(of: buyer)
            case .orders: _ = try await OrderRepository(shop.database).list(of: buyer)
            case .ownersProducts: _ = try await CatalogEditor(shop.database).list()
            }
        }
    }
}
