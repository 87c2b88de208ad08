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
                "shelves": shelves(catalog),
                "deals": .maybe(
                    catalog.bestDeals.isEmpty ? nil : ["cards": CardView.views(catalog.bestDeals, early: 0)]),
                "newest": CardView.views(catalog.newest, early: 0),
            ]
            return try await easel.draw("home", head, body, for: .everybody, in: context)
        }
    }

    /// The top categories, each with a picture of something that lies in it, where the page knows one.
    private func shelves(_ catalog: HomeCatalog) -> ViewValue {
        var pictures: [String: Picture] = [:]
        for card in catalog.newest + catalog.bestDeals {
            if let name = card.categoryName, pictures[name] == nil { pictures[name] = card.image }
        }
        let items: [ViewTree] = catalog.categories.filter { $0.parentID == nil }.map { category in
            let branch = [category] + catalog.categories.filter { $0.parentID == category.id }
            let picture = branch.lazy.compactMap { pictures[$0.name] }.first
            return [
                "name": .text(category.name), "url": .link(Link("kategori", category.slug.text)),
                "imageURL": .link(picture.flatMap { Link($0.path) }),
            ]
        }
        return .maybe(items.isEmpty ? nil : ["items": .list(items)])
    }
}
