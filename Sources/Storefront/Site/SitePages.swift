import Catalog
import FoundationEssentials
import Hummingbird
import Tenancy
import Theming
import TokoCore
import Web

/// What browsers and search engines ask of every shop: `/robots.txt`, `/sitemap.xml`, `/manifest.webmanifest`.
struct SitePages: Sendable {
    /// Pages of one category that a sitemap follows.
    static let mostPages: Int64 = 20

    let easel: Easel
    let cache: PageCache

    func robots(request: Request, context: ShopContext) async throws -> Page {
        .text(
            """
            User-agent: *
            Disallow: /akun
            Disallow: /auth
            Disallow: /cari
            Disallow: /checkout
            Disallow: /keranjang
            Disallow: /masuk
            Disallow: /pesanan
            Disallow: /admin
            Sitemap: \(context.publicOrigin)/sitemap.xml

            """, type: "text/plain; charset=utf-8")
    }

    func sitemap(request: Request, context: ShopContext) async throws -> Page {
        try await cache.page("/sitemap.xml", for: request, in: context.shop) {
            let catalog = CatalogRepository(context.shop.database)
            var seen: Set<Slug> = []
            var links: [Link] = [Link()]
            let categories = try await catalog.categories()
            links += categories.map { Link("kategori", $0.slug.text) }
            for category in categories where category.parentID == nil {
                var number: Int64 = 1
                while let page = try await catalog.category(category.slug, page: number, sort: .name) {
                    for card in page.cards where seen.insert(card.slug).inserted {
                        links.append(Link("produk", card.slug.text))
                    }
                    number += 1
                    guard number <= min(page.list.pages, Self.mostPages) else { break }
                }
            }
            let entries = links.map { link in
                "<url><loc>\(HTML.escape(link.absolute(origin: context.publicOrigin).text))</loc></url>"
            }
            return .text(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\(entries.joined())</urlset>
                """, type: "application/xml; charset=utf-8")
        }
    }

    private struct Manifest: Encodable {
        struct Icon: Encodable {
            let src: String
            let sizes: String
            let type: String
        }
        let name: String
        let shortName: String
        let description: String
        let lang = "id"
        let startUrl = "/"
        let display = "standalone"
        let backgroundColor: String
        let themeColor: String
        let icons: [Icon]
    }

    func manifest(request: Request, context: ShopContext) async throws -> Page {
        let shop = context.shop.settings
        let pack = try easel.themes.pack(shop.themeID)
        let settings = try easel.settings(of: context.shop)
        let icon = pack.asset("icon.svg") == nil ? nil : Link("theme", pack.id, pack.fingerprint, "icon.svg")
        let manifest = Manifest(
            name: shop.name, shortName: shop.name, description: shop.tagline, backgroundColor: settings.paper,
            themeColor: settings.accent,
            icons: icon.map { [.init(src: $0.text, sizes: "any", type: "image/svg+xml")] } ?? [])
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return .text(
            String(decoding: try encoder.encode(manifest), as: UTF8.self), type: "application/manifest+json")
    }
}
