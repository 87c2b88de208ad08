import Catalog
import Hummingbird
import Tenancy
import Theming
import TokoCore
import Web

/// `/cari?q=&urut=&hal=`
struct SearchPages: Sendable {
    static let page = PageShape(
        "search",
        Frame.shape.merging([
            "heading": .text, "hasQuery": .flag, "emptyText": .text, "countText": .text,
            "sorts": .each(SortView.shape), "cards": .each(CardView.shape), "pager": .each(PagerView.shape),
        ]))

    let easel: Easel

    func show(request: Request, context: ShopContext) async throws -> Page {
        let query = Form.query(request)
        let text = String(query["q"].prefix(80))
        let sort = CatalogSort(rawValue: query["urut"])
        let number = min(max(Int64(query["hal"]) ?? 1, 1), CardPage.mostPages)
        // Not kept: people type without end, and a flood of made-up words would push every other page out.
        let found = try await CatalogRepository(context.shop.database).search(text, page: number, sort: sort)
        return try await draw(found, text, sort: sort, context)
    }

    private func draw(
        _ found: CardPage, _ text: String, sort: CatalogSort?, _ context: ShopContext
    ) async throws -> Page {
        func link(_ page: Int64, _ sort: CatalogSort?) -> Link {
            var query = [("q", text)]
            if let sort { query.append(("urut", sort.rawValue)) }
            if page > 1 { query.append(("hal", "\(page)")) }
            return Link("cari", query: query)
        }
        let heading = text.isEmpty ? "Cari produk" : "Hasil untuk “\(text)”"
        let pager = PagerView(page: found.page, pages: found.pages) { link($0, sort) }
        let body: ViewTree = [
            "heading": .text(heading), "hasQuery": .flag(found.total > 0),
            "emptyText": .text(
                text.isEmpty
                    ? "Ketik apa yang Anda cari, atau lihat per kategori."
                    : "Tidak ada produk yang cocok. Coba kata lain, atau lihat per kategori."),
            "countText": .text(ListWords.count(found.total)),
            "sorts": found.total > 1 ? SortView.view(sort, best: true) { link(1, $0) } : .list([]),
            "cards": CardView.views(found.cards), "pager": pager.view,
        ]
        return try await easel.draw(
            "search", .own(heading, in: context.shop.settings.name), body, for: .everybody, in: context, search: text)
    }
}
