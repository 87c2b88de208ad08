/// Rows as ``ImportSQL`` reads them: a property is a column, in snake case.
struct CategoryRow: Encodable {
    let position: Int
    let slug: String
    let name: String
    let parent: String?
    let description: String

    init(position: Int, category: CategoryDescription) {
        self.position = position
        slug = category.slug
        name = category.name
        parent = category.parent
        description = category.description
    }
}

struct ProductRow: Encodable {
    let position: Int
    let slug: String
    let name: String
    let category: String?
    let description: String
    let options: [String]
    let state: String

    init(position: Int, product: ProductDescription) {
        self.position = position
        slug = product.slug
        name = product.name
        category = product.category
        description = product.description
        options = product.options
        state = product.state.rawValue
    }
}

struct PictureRow: Encodable {
    let product: String
    let position: Int
    let file: String
    let alt: String
    let width: Int64
    let height: Int64

    static func rows(of product: ProductDescription) -> [PictureRow] {
        product.pictures.enumerated().map { position, picture in
            PictureRow(
                product: product.slug, position: position, file: picture.file, alt: picture.alt,
                width: picture.width, height: picture.height)
        }
    }
}

struct VariantRow: Encodable {
    let product: String
    let position: Int
    let sku: String
    let optionValues: [String]
    let priceRupiah: Int64
    let compareAtRupiah: Int64?
    let weightGrams: Int64
    let openingStock: Int64

    static func rows(of product: ProductDescription) -> [VariantRow] {
        product.variants.enumerated().map { position, variant in
            VariantRow(
                product: product.slug, position: position, sku: variant.sku, optionValues: variant.optionValues,
                priceRupiah: variant.priceRupiah, compareAtRupiah: variant.compareAtRupiah,
                weightGrams: variant.weightGrams, openingStock: variant.openingStock)
        }
    }
}
