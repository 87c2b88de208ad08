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
                try await CatalogEditor(shop.database).import(Goods.catalog(products), actor: "test")
                let variants = try await buyer.fill()
                #expect(variants.count == products * 2)
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

private enum Goods {
    static func slug(_ text: String) throws -> Slug { try #require(Slug(text)) }

    static func catalog(_ products: Int) -> CatalogDescription {
        let picture = String(repeating: "ab", count: 32) + ".webp"
        return CatalogDescription(
            categories: [CategoryDescription(slug: "kain", name: "Kain")],
            products: (1...products).map { number in
                ProductDescription(
                    slug: "sarung-\(number)", name: "Sarung \(number)", category: "kain", options: ["Warna"],
                    pictures: (1...2).map { Picture(file: picture, alt: "Sudut \($0)", width: 800, height: 800) },
                    variants: ["Hitam", "Putih"].map { colour in
                        VariantDescription(
                            sku: colour, optionValues: [colour], priceRupiah: 100_000, weightGrams: 300,
                            openingStock: 10)
                    })
            })
    }
}

/// A customer whose cart fills with what the shop sells.
struct Buyer: Sendable {
    let id: CustomerID
    private let shop: ShopFixture

    init(in shop: ShopFixture) async throws {
        self.shop = shop
        id = try await shop.database.query(Ask.customer).one().id("id")
    }

    /// One more of everything.
    func fill() async throws -> [VariantID] {
        let variants: [VariantID] = try await shop.database.query(Ask.variants).map { try $0.id("id") }
        for variant in variants { try await CartService(shop.database).add(variant, .one, for: id) }
        return variants
    }

    private enum Ask {
        static let customer = SQL(
            "test.customer",
            """
            INSERT INTO {customer} (issuer, subject, email, name) VALUES ('test', '1', 'siti@example.test', 'Siti')
            RETURNING id
            """)
        static let variants = SQL("test.variants", "SELECT id FROM {variant} ORDER BY id")
    }
}
