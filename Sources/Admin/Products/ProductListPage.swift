import Accounts
import Catalog
import Hummingbird
import Tenancy
import TokoCore
import Web

/// `/admin/produk`: every product, by name, fifty on a page.
struct ProductListPage {
    @Sendable static func show(request: Request, context: ShopContext) async throws -> Page {
        guard try context.staff().role.mayEditProducts else { throw AdminProblem.notYours }
        let query = Form.query(request)
        let search = String(query["cari"].prefix(60))
        let list = try await CatalogEditor(context.shop.database)
            .list(page: Int64(query["hal"]) ?? 1, search: search)
        return AdminLayout(context: context, section: .products, title: "Produk")
            .page(ProductListPage(list: list, search: search).markup)
    }

    let list: ProductList
    let search: String

    private var markup: Markup {
        """
        <form method="get" action="/admin/produk" role="search" class="row card">
        <div><label for="cari">Cari produk</label>
        <input id="cari" name="cari" type="search" value="\(search)" placeholder="Nama atau SKU"></div>
        <button>Cari</button>
        </form>
        <div class="card"><p class="muted">\(list.total) produk</p>
        <div class="scroll"><table>
        <thead><tr><th></th><th>Produk</th><th class="number">Harga</th><th class="number">Stok</th><th class="number">Bisa dijual</th><th>Status</th></tr></thead>
        <tbody>\(list.rows.map(row))</tbody></table></div>
        \(paging)</div>
        """
    }

    private func row(_ product: ProductListRow) -> Markup {
        let image: Markup =
            product.image.map {
                "<img class=\"thumb\" src=\"\($0.path)\" alt=\"\" loading=\"lazy\" width=\"48\" height=\"48\">"
            } ?? ""
        let price: Markup =
            product.priceFrom.map { from in
                product.priceTo == from
                    ? "\(from.formatted)" : "\(from.formatted) –<br>\((product.priceTo ?? from).formatted)"
            } ?? "–"
        return """
            <tr><td>\(image)</td>
            <td><a href="/admin/produk/\(product.id)">\(product.name)</a><br>
            <span class="muted">\(product.categoryName ?? "Tanpa kategori") · \(product.variantCount) varian</span></td>
            <td class="number">\(price)</td><td class="number">\(product.onHand.groupedIndonesian)</td>
            <td class="number">\(product.available.groupedIndonesian)</td><td>\(Self.word(product.state))</td></tr>
            """
    }

    static func word(_ state: ProductState) -> String {
        switch state {
        case .draft: "Draf"
        case .active: "Dijual"
        case .archived: "Diarsipkan"
        }
    }

    private var paging: Markup? {
        guard list.pages > 1 else { return nil }
        let base = "/admin/produk?cari=\(URLText.encode(search))"
        return """
            <p class="pages">
            \(list.page > 1 ? "<a href=\"\(base)&amp;hal=\(list.page - 1)\">← Sebelumnya</a>" : "<span></span>")
            <span class="muted">Halaman \(list.page) dari \(list.pages)</span>
            \(list.page < list.pages ? "<a href=\"\(base)&amp;hal=\(list.page + 1)\">Berikutnya →</a>" : "<span></span>")
            </p>
            """
    }
}
