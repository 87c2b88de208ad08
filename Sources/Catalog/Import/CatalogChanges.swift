import Postgres

/// What an import did. Lists are in the order of the description.
public struct CatalogChanges: Hashable, Sendable {
    /// Slugs.
    public let categoriesAdded: [String]
    public let categoriesChanged: [String]
    public let productsAdded: [String]
    /// Products of which a word, a price, a picture or a variant changed.
    public let productsChanged: [String]
    public let productsUnchanged: Int
    /// Variants taken out of sale because the description has them no longer.
    public let variantsDeactivated: Int

    public var isEmpty: Bool {
        categoriesAdded.isEmpty && categoriesChanged.isEmpty && productsAdded.isEmpty && productsChanged.isEmpty
    }

    /// - Parameter results: of ``ImportSQL/statements(for:of:actor:)``, in their order.
    init(_ results: [Rows], of description: CatalogDescription) throws {
        let categories = try Touched([results[1]], alsoChangedBy: [results[2]])
        let products = try Touched([results[3]], alsoChangedBy: [results[4], results[6], results[7]])
        categoriesAdded = description.categories.map(\.slug).filter(categories.added.contains)
        categoriesChanged = description.categories.map(\.slug).filter(categories.changed.contains)
        productsAdded = description.products.map(\.slug).filter(products.added.contains)
        productsChanged = description.products.map(\.slug).filter(products.changed.contains)
        productsUnchanged = description.products.count - productsAdded.count - productsChanged.count
        variantsDeactivated = results[7].count
    }

    /// Slugs of the rows that statements inserted or updated.
    private struct Touched {
        var added: Set<String> = []
        var changed: Set<String> = []

        init(_ upserts: [Rows], alsoChangedBy others: [Rows]) throws {
            for row in upserts.joined() {
                if try row.bool("added") {
                    added.insert(try row.text("slug"))
                } else {
                    changed.insert(try row.text("slug"))
                }
            }
            for row in others.joined() { changed.insert(try row.text("slug")) }
            changed.subtract(added)
        }
    }
}
