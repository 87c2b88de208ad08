import Catalog
import Hummingbird
import Tenancy
import Theming
import TokoCore
import Web

/// `/`
struct HomePages: Sendable {
    static let page = PageShape(
        "home",
        Frame.shape.merging([
            "shelves": .each(["items": .each(["name": .text, "url": .link, "imageURL": .link])]),
            "deals": .each(["cards": .each(CardView.shape)]),
            "newest": .each(CardView.shape),
        ]))

    let easel: Easel
    let cache: PageCache

    func show(request: Request, context: ShopContext) async throws -> Page {
        try await cache.page("/", for: request, in: context.shop) {
            let catalog = try await CatalogRepository(context.shop.database).home()
            let settings = context.shop.settings
            var head = PageHead(settings.name, in: settings.name, canonical: Link())
            if !settings.tagline.isEmpty { head.title = "\(settings.name) – \(settings.tagline)" }
            head.description = PlainMarkup.summary(
                settings.description.isEmpty ? settings.tagline : settings.description)
            head.image = catalog.newest.first?.image.flatMap { Link($0.path) }
            head.structuredData = try StructuredData.shop(settings, origin: context.publicOrigin)
            let body: ViewTree = [
                "shelves": try await shelves(catalog, in: context.shop),
                "deals": .maybe(
                    catalog.bestDeals.isEmpty ? nil : ["cards": CardView.views(catalog.bestDeals, early: 0)]),
                "newest": CardView.views(catalog.newest, early: 0),
            ]
            return try await easel.draw("home", head, body, for: .everybody, in: context)
        }
    }

    /// The top categories, each with a picture of something that lies in it. What the page's own products do not show
    /// is looked up: the page is kept, so that costs little.
    private func shelves(_ catalog: HomeCatalog, in shop: Shop) async throws -> ViewValue {
        var pictures: [String: Picture] = [:]
        for card in catalog.newest + catalog.bestDeals {
            if let name = card.categoryName, pictures[name] == nil { pictures[name] = card.image }
        }
        var items: [ViewTree] = []
        for category in catalog.categories where category.parentID == nil {
            let branch = [category] + catalog.categories.filter { $0.parentID == category.id }
            var picture = branch.lazy.compactMap { pictures[$0.name] }.first
            if picture == nil, items.count < Self.mostPictures {
                picture = try await CatalogRepository(shop.database).category(category.slug)?
                    .cards.lazy.compactMap(\.image).first
            }
            items.append([
                "name": .text(category.name), "url": .link(Link("kategori", category.slug.text)),
                "imageURL": .link(picture.flatMap { Link($0.path) }),
            ])
        }
        return .maybe(items.isEmpty ? nil : ["items": .list(items)])
    }

    /// Categories that a home page looks for pictures of.
    private static let mostPictures = 12
}
