import Catalog
import FoundationEssentials
import Postgres
import TestSupport
import Testing
import TokoCore

struct ImportTests {
    @Test func `importing twice changes nothing the second time`() async throws {
        try await withShop { shop in
            let editor = CatalogEditor(shop.database)
            let first = try await editor.import(Samples.roastery)
            #expect(first.categoriesAdded == ["kopi", "biji", "alat"])
            #expect(first.productsAdded == ["gayo", "toraja", "dripper"])
            #expect(first.productsUnchanged == 0)
            let version = try await shop.catalogVersion()
            let second = try await editor.import(Samples.roastery)
            #expect(second.isEmpty)
            #expect(second.productsUnchanged == 3)
            #expect(try await shop.catalogVersion() == version)
            #expect(try await shop.unbalanced() == 0)
        }
    }

    @Test func `words, prices and pictures follow the description, stock does not`() async throws {
        try await withShop { shop in
            let editor = CatalogEditor(shop.database)
            try await editor.import(Samples.roastery)
            var changed = Samples.roastery
            changed.categories[2].name = "Alat Seduh"
            changed.products[0].name = "Gayo Arabika"
            changed.products[0].variants[0].priceRupiah = 85_000
            changed.products[0].variants[0].openingStock = 999
            changed.products[1].pictures = [Picture(file: Samples.file, alt: "", width: 10, height: 10)]
            let changes = try await editor.import(changed)
            #expect(changes.categoriesChanged == ["alat"])
            #expect(changes.productsChanged == ["gayo", "toraja"])
            #expect(changes.productsAdded.isEmpty)
            #expect(changes.productsUnchanged == 1)
            let catalog = CatalogRepository(shop.database)
            let gayo = try #require(try await catalog.product(Samples.slug("gayo")))
            #expect(gayo.name == "Gayo Arabika")
            #expect(gayo.variants[0].price.rupiah == 85_000)
            #expect(gayo.variants[0].onHand == 20)
            #expect(try await catalog.product(Samples.slug("toraja"))?.pictures.count == 1)
            #expect(try await shop.unbalanced() == 0)
        }
    }

    @Test func `a variant described no longer goes out of sale, and comes back with its stock`() async throws {
        try await withShop { shop in
            let editor = CatalogEditor(shop.database)
            let catalog = CatalogRepository(shop.database)
            try await editor.import(Samples.roastery)
            var fewer = Samples.roastery
            let removed = fewer.products[0].variants.removeLast()
            let changes = try await editor.import(fewer)
            #expect(changes.variantsDeactivated == 1)
            #expect(changes.productsChanged == ["gayo"])
            #expect(try await catalog.product(Samples.slug("gayo"))?.variants.map(\.sku.code) == ["GAYO-200"])
            fewer.products[0].variants.append(removed)
            try await editor.import(fewer)
            #expect(try await catalog.product(Samples.slug("gayo"))?.variants.map(\.onHand) == [20, 10])
        }
    }

    @Test func `products that are not described are left alone`() async throws {
        try await withShop { shop in
            let editor = CatalogEditor(shop.database)
            try await editor.import(Samples.roastery)
            let changes = try await editor.import(CatalogDescription(products: [Samples.simple("baru")]))
            #expect(changes.productsAdded == ["baru"])
            #expect(try await editor.list().total == 4)
        }
    }

    /// The original made SKUs unique in the whole table: the second `hitam` was a crash.
    @Test func `two products may have the same SKU`() async throws {
        try await withShop { shop in
            func shirt(_ slug: String) -> ProductDescription {
                ProductDescription(
                    slug: slug, name: "Kaus \(slug)", options: ["Warna"],
                    variants: [
                        VariantDescription(
                            sku: "hitam", optionValues: ["Hitam"], priceRupiah: 75_000, weightGrams: 200,
                            openingStock: 4)
                    ])
            }
            try await CatalogEditor(shop.database).import(
                CatalogDescription(products: [shirt("polos"), shirt("lurik")]))
            let catalog = CatalogRepository(shop.database)
            let polos = try #require(try await catalog.product(Samples.slug("polos")))
            let lurik = try #require(try await catalog.product(Samples.slug("lurik")))
            #expect(polos.variants.map(\.sku) == lurik.variants.map(\.sku))
            try await shop.hold([(polos.variants[0].id, 4)], for: shop.order())
            #expect(try await shop.available(polos.variants[0].id) == 0)
            #expect(try await shop.available(lurik.variants[0].id) == 4)
        }
    }

    @Test func `a category may be described before the one above it`() async throws {
        try await withShop { shop in
            var description = Samples.roastery
            description.categories.reverse()
            try await CatalogEditor(shop.database).import(description)
            let beans = try await CatalogRepository(shop.database).category(Samples.slug("biji"))
            #expect(beans?.ancestors.map(\.slug.text) == ["kopi"])
        }
    }

    @Test func `imports and sales at once both come through`() async throws {
        try await withShop { shop in
            let editor = CatalogEditor(shop.database)
            try await editor.import(Samples.roastery)
            let gayo = try #require(try await CatalogRepository(shop.database).product(Samples.slug("gayo")))
            let orders = try await shop.orders(20)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, order) in orders.enumerated() {
                    group.addTask {
                        try await shop.hold([(gayo.variants[number % 2].id, 1)], for: order)
                        try await shop.sell(order)
                    }
                    group.addTask {
                        var description = Samples.roastery
                        description.products[0].variants[0].priceRupiah += Int64(number)
                        try await editor.import(description)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await shop.onHand(gayo.variants[0].id) == 10)
            #expect(try await shop.onHand(gayo.variants[1].id) == 0)
            #expect(try await shop.unbalanced() == 0)
        }
    }

    @Test(arguments: Mistake.all)
    func `a mistake is named by place and field and nothing is written`(mistake: Mistake) async throws {
        var description = Samples.roastery
        mistake.make(&description)
        let error = #expect(throws: CatalogDescriptionError.self) { try description.check() }
        #expect(error?.description == mistake.words)
    }

    @Test func `nothing of a description with a mistake is written`() async throws {
        try await withShop { shop in
            var description = Samples.roastery
            description.products[2].variants[0].weightGrams = 0
            await #expect(throws: CatalogDescriptionError.self) {
                try await CatalogEditor(shop.database).import(description)
            }
            let categories = try await CatalogRepository(shop.database).categories()
            #expect(categories.isEmpty)
            #expect(try await CatalogEditor(shop.database).list().total == 0)
        }
    }
}

struct Mistake: Sendable, CustomTestStringConvertible {
    let words: String
    let make: @Sendable (inout CatalogDescription) -> Void

    var testDescription: String { words }

    static let all: [Mistake] = [
        Mistake(words: "product gayo, variant GAYO-200, price: expected 1 to 1.000.000.000.000 rupiah") {
            $0.products[0].variants[0].priceRupiah = 0
        },
        Mistake(
            words: "product gayo, variant GAYO-200, compare_at: expected more than the price, up to "
                + "1.000.000.000.000 rupiah"
        ) { $0.products[0].variants[0].compareAtRupiah = 80_000 },
        Mistake(words: "product gayo, variant GAYO-500, weight: expected 1 to 1.000.000 grams") {
            $0.products[0].variants[1].weightGrams = 0
        },
        Mistake(words: "product gayo, variant GAYO-500, stock: expected 0 to 1.000.000.000 pieces") {
            $0.products[0].variants[1].openingStock = -1
        },
        Mistake(words: "product gayo, variant GAYO-500, values: expected 1, one for each option of the product") {
            $0.products[0].variants[1].optionValues = ["500 g", "Bubuk"]
        },
        Mistake(
            words: "product gayo, variant GAYO-500, values: expected a choice no other variant of the product has"
        ) { $0.products[0].variants[1].optionValues = ["200 g"] },
        Mistake(words: "product gayo, variant GAYO-200, sku: expected a SKU no other variant of the product has") {
            $0.products[0].variants[1].sku = "GAYO-200"
        },
        Mistake(words: "product gayo, category: expected the slug of a category in this file") {
            $0.products[0].category = "teh"
        },
        Mistake(words: "product gayo, slug: expected a slug no other product has") { $0.products[1].slug = "gayo" },
        Mistake(words: "product Kopi Gayo, slug: expected 1 to 80 of a-z, 0-9 and single hyphens") {
            $0.products[0].slug = "Kopi Gayo"
        },
        Mistake(words: "product gayo, pictures: expected files kept by the media store") {
            $0.products[0].pictures = [Picture(file: "../../etc/passwd", alt: "", width: 1, height: 1)]
        },
        Mistake(words: "product toraja, variants: expected at least one") { $0.products[1].variants = [] },
        Mistake(words: "category kopi, name: expected 1 to 100 characters on one line") {
            $0.categories[0].name = "Kopi\u{0}"
        },
        Mistake(words: "category biji, parent: expected no category above itself") {
            $0.categories[1].parent = "biji"
        },
    ]
}
