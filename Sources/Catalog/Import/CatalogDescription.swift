/// A shop's catalogue as the agency wrote it down, before anybody checked it: see ``CatalogDescription/check()``.
public struct CatalogDescription: Sendable {
    public var categories: [CategoryDescription]
    public var products: [ProductDescription]

    public init(categories: [CategoryDescription] = [], products: [ProductDescription] = []) {
        self.categories = categories
        self.products = products
    }
}

/// Categories stand in the order in which they are described.
public struct CategoryDescription: Sendable {
    public var slug: String
    public var name: String
    /// Slug of the category above, itself described.
    public var parent: String?
    public var description: String

    public init(slug: String, name: String, parent: String? = nil, description: String = "") {
        self.slug = slug
        self.name = name
        self.parent = parent
        self.description = description
    }
}

public struct ProductDescription: Sendable {
    public var slug: String
    public var name: String
    /// Slug of a described category.
    public var category: String?
    /// See ``Product/description``.
    public var description: String
    /// Names of what can be chosen, at most three.
    public var options: [String]
    /// In order; files that ``MediaStore`` keeps.
    public var pictures: [Picture]
    /// In order, at least one.
    public var variants: [VariantDescription]
    public var state: ProductState

    public init(
        slug: String, name: String, category: String? = nil, description: String = "", options: [String] = [],
        pictures: [Picture] = [], variants: [VariantDescription], state: ProductState = .active
    ) {
        self.slug = slug
        self.name = name
        self.category = category
        self.description = description
        self.options = options
        self.pictures = pictures
        self.variants = variants
        self.state = state
    }
}

public struct VariantDescription: Sendable {
    /// Unique within the product only: two products may both have a `hitam`.
    public var sku: String
    /// One for each of the product's options, in their order.
    public var optionValues: [String]
    public var priceRupiah: Int64
    public var compareAtRupiah: Int64?
    public var weightGrams: Int64
    /// Pieces on the shelf when the variant is made. Never looked at again afterwards.
    public var openingStock: Int64

    public init(
        sku: String, optionValues: [String] = [], priceRupiah: Int64, compareAtRupiah: Int64? = nil,
        weightGrams: Int64, openingStock: Int64 = 0
    ) {
        self.sku = sku
        self.optionValues = optionValues
        self.priceRupiah = priceRupiah
        self.compareAtRupiah = compareAtRupiah
        self.weightGrams = weightGrams
        self.openingStock = openingStock
    }
}
