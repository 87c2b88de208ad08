import TokoCore

/// In which order a list of products stands. The raw value is the word in the URL (`?urut=termurah`).
public enum CatalogSort: String, CaseIterable, Sendable {
    case newest = "terbaru"
    case cheapest = "termurah"
    case dearest = "termahal"
    case name = "nama"
}

/// The first page of the shop.
public struct HomeCatalog: Sendable {
    public let categories: [Category]
    /// Newest first, at most 16.
    public let newest: [ProductCard]
    /// In stock and struck out, largest discount first, at most 8.
    public let bestDeals: [ProductCard]
}

/// One page of a list of products.
public struct CardPage: Sendable {
    /// Cards on one page.
    public static let size: Int64 = 24
    /// Nobody reads further, and counting further costs: ``total`` stops at this many pages.
    public static let mostPages: Int64 = 100

    public let cards: [ProductCard]
    /// All products that match, counted up to 2,400.
    public let total: Int64
    /// Counted from 1.
    public let page: Int64

    /// At least 1.
    public var pages: Int64 { max(1, (total + Self.size - 1) / Self.size) }

    static let none = CardPage(cards: [], total: 0, page: 1)

    /// A page number from outside, brought into 1...100.
    static func clamped(_ page: Int64) -> Int64 { min(max(1, page), mostPages) }

    static func offset(of page: Int64) -> Int64 { (page - 1) * size }
}

/// A category with the products of its whole branch of the tree.
public struct CategoryPage: Sendable {
    public let category: Category
    /// From the top down, ``category`` not included.
    public let ancestors: [Category]
    public let children: [Category]
    public let list: CardPage

    public var cards: [ProductCard] { list.cards }
    public var total: Int64 { list.total }

    /// Nil when no category has this slug.
    init?(slug: Slug, in all: [Category], list: CardPage) {
        guard let category = all.first(where: { $0.slug == slug }) else { return nil }
        self.category = category
        self.list = list
        children = all.filter { $0.parentID == category.id }
        let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
        var line: [Category] = []
        var next = category.parentID
        while let id = next, let parent = byID[id], parent.id != category.id, !line.contains(parent) {
            line.insert(parent, at: 0)
            next = parent.parentID
        }
        ancestors = line
    }
}
