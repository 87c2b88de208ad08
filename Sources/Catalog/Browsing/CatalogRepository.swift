public import Postgres
public import TokoCore

/// What visitors read of the catalogue. Each question is one round trip with a fixed number of statements. Drafts,
/// archived products, inactive variants, and products without an active variant do not exist here.
///
/// Everything throws ``DatabaseError``.
public struct CatalogRepository: Sendable {
    private let database: TenantDatabase

    public init(_ database: TenantDatabase) {
        self.database = database
    }

    public func home() async throws -> HomeCatalog {
        let results = try await database.run([
            Statement(BrowseSQL.categories),
            Self.cards(category: nil, sort: CatalogSort.newest.rawValue, limit: 16, offset: 0),
            Self.cards(category: nil, sort: BrowseSQL.bestDeals, limit: 8, offset: 0),
        ])
        return HomeCatalog(
            categories: try results[0].map(Category.init(row:)), newest: try results[1].map(ProductCard.init(row:)),
            bestDeals: try results[2].map(ProductCard.init(row:)))
    }

    /// All of them, siblings in the shop's order.
    public func categories() async throws -> [Category] {
        try await database.query(BrowseSQL.categories).map(Category.init(row:))
    }

    /// - Parameter page: counted from 1; what lies outside 1...100 is brought into it.
    /// - Returns: nil when there is no such category.
    public func category(
        _ slug: Slug, page: Int64 = 1, sort: CatalogSort = .newest
    ) async throws -> CategoryPage? {
        let page = CardPage.clamped(page)
        let results = try await database.run([
            Statement(BrowseSQL.categories),
            Self.cards(
                category: slug, sort: sort.rawValue, limit: CardPage.size, offset: CardPage.offset(of: page)),
            Statement(BrowseSQL.count, .text(slug.text)),
        ])
        let list = CardPage(
            cards: try results[1].map(ProductCard.init(row:)), total: try results[2].one().int("total"), page: page)
        return CategoryPage(slug: slug, in: try results[0].map(Category.init(row:)), list: list)
    }

    /// - Returns: nil when no product with this slug is sold.
    public func product(_ slug: Slug) async throws -> Product? {
        let results = try await database.run([
            Statement(ProductSQL.active, .text(slug.text)),
            Statement(ProductSQL.pictures, .text(slug.text)),
            Statement(ProductSQL.activeVariants, .text(slug.text)),
        ])
        guard let row = results[0].first, !results[2].isEmpty else { return nil }
        return try Product(row: row, pictures: results[1], variants: results[2])
    }

    /// The variants that exist among these, in the order of their numbers, no longer sold ones included (see
    /// ``SellableVariant/isSold``).
    public func variants(_ ids: [VariantID]) async throws -> [SellableVariant] {
        guard !ids.isEmpty else { return [] }
        return try await database.query(ProductSQL.sellable, .ids(ids)).map(SellableVariant.init(row:))
    }

    /// The statement of ``variants(_:)``, for a unit of work that asks more than this; its rows are read by
    /// ``sellable(_:)``.
    public static func sellableStatement(_ ids: [VariantID]) -> Statement {
        Statement(ProductSQL.sellable, .ids(ids))
    }

    public static func sellable(_ rows: Rows) throws -> [SellableVariant] {
        try rows.map(SellableVariant.init(row:))
    }

    /// Looks for words in names, descriptions and SKUs; the last word may be unfinished.
    ///
    /// - Parameters:
    ///   - text: what was typed; nothing is found unless 1 to 80 characters are left after trimming.
    ///   - sort: nil puts the best match first.
    public func search(_ text: String, page: Int64 = 1, sort: CatalogSort? = nil) async throws -> CardPage {
        guard let search = SearchText(text) else { return .none }
        let page = CardPage.clamped(page)
        let terms: [SQLValue] = [.text(search.pattern), .text(search.words), .text(search.beginning)]
        let results = try await database.run([
            Statement(
                SearchSQL.cards,
                values: terms + [
                    .text(search.text), .text(sort?.rawValue ?? ""), .int(CardPage.size),
                    .int(CardPage.offset(of: page)),
                ]),
            Statement(SearchSQL.count, values: terms),
        ])
        return CardPage(
            cards: try results[0].map(ProductCard.init(row:)), total: try results[1].one().int("total"), page: page)
    }

    private static func cards(category: Slug?, sort: String, limit: Int64, offset: Int64) -> Statement {
        Statement(BrowseSQL.cards, .optional(category?.text), .text(sort), .int(limit), .int(offset))
    }
}
