import Catalog
import Hummingbird
import Tenancy
import Theming
import TokoCore
import Web

/// `/kategori/{slug}?urut=&hal=`
struct CategoryPages: Sendable {
    static let page = PageShape(
        "category",
        Frame.shape.merging([
            "crumbs": .each(CrumbView.shape), "heading": .text, "intro": .text,
            "children": .each(["items": .each(["name": .text, "url": .link])]), "countText": .text,
            "sorts": .each(SortView.shape), "cards": .each(CardView.shape), "pager": .each(PagerView.shape),
        ]))

    let easel: Easel
    let cache: PageCache

    func show(request: Request, context: ShopContext) async throws -> Page {
        guard let slug = context.parameters.get("slug").flatMap({ Slug($0) }) else { throw Problem.notFound }
        let query = Form.query(request)
        let sort = CatalogSort(rawValue: query["urut"]) ?? .newest
        let number = min(max(Int64(query["hal"]) ?? 1, 1), CardPage.mostPages)
        return try await cache.page(
            "/kategori/\(slug)?\(sort.rawValue)&\(number)", for: request, in: context.shop
        ) {
            guard
                let found = try await CatalogRepository(context.shop.database)
                    .category(slug, page: number, sort: sort)
            else { throw Problem.notFound }
            guard number <= found.list.pages else { throw Problem.notFound }
            return try await draw(found, sort: sort, context)
        }
    }

    private func draw(_ found: CategoryPage, sort: CatalogSort, _ context: ShopContext) async throws -> Page {
        let slug = found.category.slug
        func link(_ page: Int64, _ sort: CatalogSort) -> Link {
            var query: [(String, String)] = []
            if sort != .newest { query.append(("urut", sort.rawValue)) }
            if page > 1 { query.append(("hal", "\(page)")) }
            return Link("kategori", slug.text, query: query)
        }
        let pager = PagerView(page: found.list.page, pages: found.list.pages) { link($0, sort) }
        var head = PageHead(
            found.category.name, in: context.shop.settings.name, canonical: link(found.list.page, .newest))
        head.description = PlainMarkup.summary(
            found.category.description.isEmpty
                ? "Belanja \(found.category.name) di \(context.shop.settings.name)." : found.category.description)
        head.image = found.cards.first?.image.flatMap { Link($0.path) }
        head.previous = pager.previous
        head.next = pager.next
        let crumbs: [(name: String, url: Link?)] =
            found.ancestors.map { ($0.name, Link("kategori", $0.slug.text)) } + [(found.category.name, nil)]
        head.structuredData = try StructuredData.crumbs(crumbs, origin: context.publicOrigin)
        let children: [ViewTree] = found.children.map {
            ["name": .text($0.name), "url": .link(Link("kategori", $0.slug.text))]
        }
        let body: ViewTree = [
            "crumbs": CrumbView.view(crumbs), "heading": .text(found.category.name),
            "intro": .text(found.list.page == 1 ? found.category.description : ""),
            "children": .maybe(children.isEmpty ? nil : ["items": .list(children)]),
            "countText": .text(ListWords.count(found.total)),
            "sorts": found.total > 1 ? SortView.view(sort) { link(1, $0 ?? .newest) } : .list([]),
            "cards": CardView.views(found.cards), "pager": pager.view,
        ]
        let top = found.ancestors.first?.slug ?? slug
        return try await easel.draw("category", head, body, for: .everybody, in: context, category: top)
    }
}

enum ListWords {
    /// Counting stops at a hundred pages.
    static func count(_ total: Int64) -> String {
        let most = CardPage.size * CardPage.mostPages
        return total >= most ? "Lebih dari \(most.groupedIndonesian) produk" : "\(total.groupedIndonesian) produk"
    }
}
