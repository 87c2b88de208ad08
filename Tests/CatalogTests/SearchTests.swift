import Catalog
import TestSupport
import Testing
import TokoCore

struct SearchTests {
    @Test func `words, beginnings, SKUs and parts of names are found`() async throws {
        try await withShop { shop in
            try await CatalogEditor(shop.database).import(
                CatalogDescription(products: [
                    Samples.simple("kopi-gayo", name: "Kopi Gayo Arabika"),
                    Samples.simple("gayo-mug", name: "Mug Gayo"),
                    Samples.simple("teh", name: "Teh Melati 100%"),
                ]))
            let catalog = CatalogRepository(shop.database)
            for (typed, slugs) in Self.cases {
                let found = try await catalog.search(typed)
                #expect(found.cards.map(\.slug.text) == slugs, "\(typed)")
                #expect(found.total == Int64(slugs.count), "\(typed)")
            }
            let cheapest = try await catalog.search("gayo", sort: .name)
            #expect(cheapest.cards.map(\.name) == ["Kopi Gayo Arabika", "Mug Gayo"])
        }
    }

    /// What was typed, and what is found in which order.
    private static let cases: [(String, [String])] = [
        ("kopi gayo", ["kopi-gayo"]),
        ("arabika kopi", ["kopi-gayo"]),
        ("ara", ["kopi-gayo"]),
        ("RABI", ["kopi-gayo"]),
        ("  mug   gay ", ["gayo-mug"]),
        ("teh", ["teh"]),
        ("GAYO-MUG", ["gayo-mug"]),
        ("100%", ["teh"]),
        ("gayo -mug", ["kopi-gayo"]),
        ("\"gayo arabika\"", ["kopi-gayo"]),
        ("_", []),
        ("%", ["teh"]),
        ("' OR 1=1 --", []),
        ("\\", []),
        ("' & !", []),
        ("", []),
        ("   ", []),
        (String(repeating: "x", count: 80), []),
        (String(repeating: "kopi ", count: 20), []),
    ]

    @Test func `the name that was typed comes first`() async throws {
        try await withShop { shop in
            try await CatalogEditor(shop.database).import(
                CatalogDescription(products: [
                    Samples.simple("a", name: "Saringan untuk batik"), Samples.simple("b", name: "Batik"),
                    Samples.simple("c", name: "Batik tulis"),
                ]))
            let found = try await CatalogRepository(shop.database).search("batik")
            #expect(found.cards.map(\.name) == ["Batik", "Batik tulis", "Saringan untuk batik"])
        }
    }
}
