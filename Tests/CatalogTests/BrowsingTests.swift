import Catalog
import FoundationEssentials
import Postgres
import TestSupport
import Testing
import TokoCore

struct BrowsingTests {
    @Test func `a page shows prices, stock and pictures of what is sold`() async throws {
        try await withShop { shop in
            try await CatalogEditor(shop.database).import(Samples.roastery)
            let catalog = CatalogRepository(shop.database)
            let home = try await catalog.home()
            #expect(home.categories.map(\.name) == ["Kopi", "Biji", "Alat"])
            #expect(home.newest.map(\.slug.text) == ["gayo", "toraja", "dripper"])
            #expect(home.bestDeals.map(\.slug.text) == ["toraja"])

            let card = home.newest[0]
            #expect(card.name == "Kopi Gayo")
            #expect(card.categoryName == "Biji")
            #expect(card.priceFrom.rupiah == 80_000)
            #expect(card.priceTo.rupiah == 150_000)
            #expect(card.variantCount == 2)
            #expect(card.lowStock == nil && !card.isSoldOut)
            #expect(card.image?.path == "/media/\(Samples.file)")
            #expect(home.newest[1].compareAt?.rupiah == 120_000)
            #expect(home.newest[1].lowStock == 3)
            #expect(home.newest[2].isSoldOut)

            let product = try #require(try await catalog.product(Samples.slug("gayo")))
            #expect(product.options == ["Berat"])
            #expect(product.category?.slug.text == "biji")
            #expect(product.variants.map(\.sku.code) == ["GAYO-200", "GAYO-500"])
            #expect(product.variants.map(\.optionValues) == [["200 g"], ["500 g"]])
            #expect(product.variants.map(\.available) == [20, 10])
            #expect(product.variants.map(\.weight.grams) == [250, 550])
            #expect(product.pictures.map(\.alt) == ["Kemasan", "Biji"])
        }
    }

    @Test func `a category shows the products of its whole branch`() async throws {
        try await withShop { shop in
            try await CatalogEditor(shop.database).import(Samples.roastery)
            let catalog = CatalogRepository(shop.database)
            let coffee = try #require(try await catalog.category(Samples.slug("kopi")))
            #expect(coffee.children.map(\.slug.text) == ["biji"])
            #expect(coffee.cards.map(\.slug.text) == ["gayo", "toraja"])
            #expect(coffee.total == 2)
            let beans = try #require(try await catalog.category(Samples.slug("biji"), sort: .dearest))
            #expect(beans.ancestors.map(\.slug.text) == ["kopi"])
            #expect(beans.cards.map(\.slug.text) == ["gayo", "toraja"])
            let cheapest = try #require(try await catalog.category(Samples.slug("biji"), sort: .cheapest))
            #expect(cheapest.cards.map(\.slug.text) == ["gayo", "toraja"])
            let none = try await catalog.category(Samples.slug("teh"))
            #expect(none == nil)
        }
    }

    @Test func `a list has 24 products on a page`() async throws {
        try await withShop { shop in
            let products = (1...30).map { number in
                Samples.simple("barang-\(number)", price: 1_000 * Int64(31 - number))
            }
            try await CatalogEditor(shop.database).import(
                CatalogDescription(
                    categories: [CategoryDescription(slug: "semua", name: "Semua")],
                    products: products.map { product in
                        var product = product
                        product.category = "semua"
                        return product
                    }))
            let catalog = CatalogRepository(shop.database)
            let first = try #require(try await catalog.category(Samples.slug("semua"), sort: .cheapest))
            #expect(first.cards.count == 24)
            #expect(first.cards.first?.slug.text == "barang-30")
            #expect(first.total == 30)
            #expect(first.list.pages == 2)
            let second = try #require(try await catalog.category(Samples.slug("semua"), page: 2, sort: .cheapest))
            #expect(second.cards.map(\.slug.text) == (1...6).reversed().map { "barang-\($0)" })
            let beyond = try #require(try await catalog.category(Samples.slug("semua"), page: .max))
            #expect(beyond.cards.isEmpty)
        }
    }

    @Test(arguments: [ProductState.draft, .archived])
    func `what is not active cannot be found`(state: ProductState) async throws {
        try await withShop { shop in
            var description = Samples.roastery
            description.products[0].state = state
            try await CatalogEditor(shop.database).import(description)
            let catalog = CatalogRepository(shop.database)
            let product = try await catalog.product(Samples.slug("gayo"))
            #expect(product == nil)
            #expect(try await catalog.home().newest.map(\.slug.text) == ["toraja", "dripper"])
            #expect(try await catalog.category(Samples.slug("biji"))?.total == 1)
            #expect(try await catalog.search("gayo").total == 0)
            #expect(try await catalog.search("GAYO-200").cards.isEmpty)
        }
    }

    @Test func `another shop's goods do not exist here`() async throws {
        try await withShops(2) { shops in
            try await CatalogEditor(shops[0].database).import(Samples.roastery)
            let here = CatalogRepository(shops[0].database)
            let there = CatalogRepository(shops[1].database)
            let ids = try #require(try await here.product(Samples.slug("gayo"))).variants.map(\.id)
            let product = try await there.product(Samples.slug("gayo"))
            #expect(product == nil)
            #expect(try await there.variants(ids).isEmpty)
            #expect(try await there.search("kopi").total == 0)
            await #expect(throws: StockError.unknownVariant) {
                try await StockRepository(shops[1].database).setOnHand(ids[0], to: 5, actor: "staff:1")
            }
            #expect(try await shops[0].onHand(ids[0]) == 20)
            // Not because the other shop is empty, but because its role may not look.
            let role = shops[1].id.schema
            let table = "\(shops[0].id.schema).variant"
            await #expect {
                try await shops[0].scratch.server.withExclusive { connection in
                    try await connection.script(
                        "BEGIN; SELECT set_config('role', '\(role)', true); SELECT * FROM \(table); COMMIT",
                        name: "test.other_shop")
                }
            } throws: { ($0 as? DatabaseError)?.isPermissionDenied == true }
        }
    }
}
