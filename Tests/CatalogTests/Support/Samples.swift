import Catalog
import Testing
import TokoCore

enum Samples {
    static let file = String(repeating: "ab", count: 32) + ".webp"

    static func slug(_ text: String) throws -> Slug { try #require(Slug(text)) }

    /// Coffee in two weights, coffee that is struck out and nearly gone, a dripper that is sold out.
    static var roastery: CatalogDescription {
        CatalogDescription(
            categories: [
                CategoryDescription(slug: "kopi", name: "Kopi"),
                CategoryDescription(slug: "biji", name: "Biji", parent: "kopi"),
                CategoryDescription(slug: "alat", name: "Alat"),
            ],
            products: [
                ProductDescription(
                    slug: "gayo", name: "Kopi Gayo", category: "biji", description: "Manis, **bersih**.",
                    options: ["Berat"],
                    pictures: [
                        Picture(file: file, alt: "Kemasan", width: 800, height: 800),
                        Picture(file: file, alt: "Biji", width: 800, height: 600),
                    ],
                    variants: [
                        VariantDescription(
                            sku: "GAYO-200", optionValues: ["200 g"], priceRupiah: 80_000, weightGrams: 250,
                            openingStock: 20),
                        VariantDescription(
                            sku: "GAYO-500", optionValues: ["500 g"], priceRupiah: 150_000, weightGrams: 550,
                            openingStock: 10),
                    ]),
                ProductDescription(
                    slug: "toraja", name: "Kopi Toraja", category: "biji", description: "Rempah dan cokelat.",
                    variants: [
                        VariantDescription(
                            sku: "TORAJA", priceRupiah: 90_000, compareAtRupiah: 120_000, weightGrams: 250,
                            openingStock: 3)
                    ]),
                ProductDescription(
                    slug: "dripper", name: "Dripper Keramik", category: "alat", description: "Untuk seduh manual.",
                    variants: [VariantDescription(sku: "DRIP", priceRupiah: 60_000, weightGrams: 400)]),
            ])
    }

    static func simple(_ slug: String, name: String? = nil, price: Int64 = 10_000, stock: Int64 = 10)
        -> ProductDescription
    {
        ProductDescription(
            slug: slug, name: name ?? "Barang \(slug)",
            variants: [
                VariantDescription(sku: slug.uppercased(), priceRupiah: price, weightGrams: 100, openingStock: stock)
            ])
    }
}
