/// What is wrong with one field of a description.
public struct CatalogProblem: Hashable, Sendable, CustomStringConvertible {
    public enum Place: Hashable, Sendable {
        case category(String)
        case product(String)
        case variant(sku: String, product: String)
    }

    public let place: Place
    /// As it is called in a shop's file: `price`, `weight`.
    public let field: String
    /// What was expected, in English, for the agency.
    public let expected: String

    /// `product kopi-gayo, variant GAYO-200, price: expected 1 to 1.000.000.000.000 rupiah`
    public var description: String {
        switch place {
        case .category(let slug): "category \(slug), \(field): expected \(expected)"
        case .product(let slug): "product \(slug), \(field): expected \(expected)"
        case .variant(let sku, let product): "product \(product), variant \(sku), \(field): expected \(expected)"
        }
    }
}

/// A description with mistakes; nothing of it was written.
public struct CatalogDescriptionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// All of them, in the order of the description.
    public let problems: [CatalogProblem]

    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
