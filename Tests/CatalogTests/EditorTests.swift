import Catalog
import FoundationEssentials
import Postgres
import TestSupport
import Testing
import TokoCore

struct EditorTests {
    @Test func `price and stock are written together, stock through the ledger`() async throws {
        try await withStock(10) { shop, variants in
            let editor = CatalogEditor(shop.database)
            try await editor.updateVariant(
                variants[0],
                VariantForm(price: "Rp 55.000", compareAt: "60000", onHand: "12", seenOnHand: "10"), actor: "staff:7")
            let variant = try #require(try await CatalogRepository(shop.database).variants(variants).first).variant
            #expect(variant.price.rupiah == 55_000)
            #expect(variant.compareAt?.rupiah == 60_000)
            #expect(variant.onHand == 12)
            let ledger = try await StockRepository(shop.database).movements(of: variants[0])
            #expect(ledger.map(\.change) == [2, 10])
            #expect(ledger[0].reason == .count)
            #expect(ledger[0].actor == "staff:7")
        }
    }

    @Test func `a form that was open while somebody bought does not bring the piece back`() async throws {
        try await withStock(10) { shop, variants in
            let order = try await shop.order()
            try await shop.hold([(variants[0], 1)], for: order)
            try await shop.sell(order)
            let error = await #expect(throws: VariantFormError.self) {
                try await CatalogEditor(shop.database).updateVariant(
                    variants[0], VariantForm(price: "1000", compareAt: "", onHand: "10", seenOnHand: "10"),
                    actor: "staff:7")
            }
            #expect(error?.problems == [.onHand: .changedMeanwhile(onHand: 9)])
            let variant = try #require(try await CatalogRepository(shop.database).variants(variants).first).variant
            #expect(variant.price.rupiah == 50_000)
            #expect(variant.onHand == 9)
        }
    }

    @Test(
        arguments: [
            ("", "", "1", [.price: .missing]),
            ("0", "", "1", [.price: .outOfRange]),
            ("-5", "", "1", [.price: .notWhole]),
            ("1.5", "", "1", [.price: .notWhole]),
            ("1000,50", "", "1", [.price: .notWhole]),
            ("1000000000001", "", "1", [.price: .outOfRange]),
            ("99999999999999999999", "", "1", [.price: .outOfRange]),
            ("1000", "1000", "1", [.compareAt: .notAbovePrice]),
            ("1000", "murah", "", [.compareAt: .notWhole, .onHand: .missing]),
            ("1000", "", "1000000001", [.onHand: .outOfRange]),
            ("abc", "", "-1", [.price: .notWhole, .onHand: .notWhole]),
        ] as [(String, String, String, [VariantField: VariantProblem])])
    func `what is typed wrong is named by field`(
        price: String, compareAt: String, onHand: String, problems: [VariantField: VariantProblem]
    ) {
        let form = VariantForm(price: price, compareAt: compareAt, onHand: onHand, seenOnHand: "")
        let error = #expect(throws: VariantFormError.self) { try form.check() }
        #expect(error?.problems == problems)
    }

    @Test func `pages hear of what they show and of nothing else`() async throws {
        try await withStock(100) { shop, variants in
            let editor = CatalogEditor(shop.database)
            let start = try await shop.catalogVersion()
            func edit(_ price: String, _ onHand: String) async throws -> Int64 {
                try await editor.updateVariant(
                    variants[0], VariantForm(price: price, compareAt: "", onHand: onHand, seenOnHand: ""),
                    actor: "staff:7")
                return try await shop.catalogVersion() - start
            }
            #expect(try await edit("50000", "100") == 0)
            #expect(try await edit("50000", "90") == 0)
            #expect(try await edit("50000", "4") == 1)
            #expect(try await edit("51000", "4") == 2)
            #expect(try await edit("51000", "100") == 3)
        }
    }

    /// The original could not take a sold-out product out of the shop.
    @Test func `a sold-out product can be taken out of the shop and put back`() async throws {
        try await withStock(0) { shop, variants in
            let editor = CatalogEditor(shop.database)
            let row = try #require(try await editor.list().rows.first)
            #expect(try await editor.setState(row.id, to: .archived))
            #expect(try await editor.setState(row.id, to: .archived) == false)
            let product = try await CatalogRepository(shop.database).product(Samples.slug("barang"))
            #expect(product == nil)
            #expect(try await editor.product(row.id)?.state == .archived)
            #expect(try await editor.setState(row.id, to: .active))
            let again = try await CatalogRepository(shop.database).product(Samples.slug("barang"))
            #expect(again?.isSoldOut == true)
        }
    }

    @Test func `the owner's list finds by name and SKU and shows what is free`() async throws {
        try await withShop { shop in
            let editor = CatalogEditor(shop.database)
            var description = Samples.roastery
            description.products[1].state = .draft
            try await editor.import(description)
            let all = try await editor.list()
            #expect(all.rows.map(\.name) == ["Dripper Keramik", "Kopi Gayo", "Kopi Toraja"])
            #expect(all.rows.map(\.state) == [.active, .active, .draft])
            #expect(all.rows.map(\.onHand) == [0, 30, 3])
            #expect(try await editor.list(search: "gayo-5").rows.map(\.slug.text) == ["gayo"])
            #expect(try await editor.list(search: "toraj").total == 1)
            let gayo = try #require(try await editor.product(all.rows[1].id))
            try await shop.hold([(gayo.variants[0].id, 5)], for: shop.order())
            #expect(try await editor.list(search: "Gayo").rows.map(\.available) == [25])
        }
    }
}
