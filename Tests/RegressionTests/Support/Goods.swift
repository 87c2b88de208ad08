import Catalog
import TestSupport
import Testing
import TokoCore

/// Sarongs in two colours each, as many as a test wants.
enum Goods {
    static func slug(_ text: String) throws -> Slug { try #require(Slug(text)) }

    static func catalog(
        _ products: Int, stock: Int64 = 10, price: Int64 = 100_000, state: ProductState = .active
    ) -> CatalogDescription {
        let picture = String(repeating: "ab", count: 32) + ".webp"
        return CatalogDescription(
            categories: [CategoryDescription(slug: "kain", name: "Kain")],
            products: (1...products).map { number in
                ProductDescription(
                    slug: "sarung-\(number)", name: "Sarung \(number)", category: "kain", options: ["Warna"],
                    pictures: (1...2).map { Picture(file: picture, alt: "Sudut \($0)", width: 800, height: 800) },
                    variants: ["Hitam", "Putih"].map { colour in
                        VariantDescription(
                            sku: colour, optionValues: [colour], priceRupiah: price, weightGrams: 300,
                            openingStock: stock)
                    }, state: state)
            })
    }
}

extension ShopFixture {
    /// Lays goods on the shelves.
    func sell(_ goods: CatalogDescription) async throws {
        try await CatalogEditor(database).import(goods, actor: "test")
    }
}
