import Postgres
import Tenancy
import Testing
import WebClient

struct CatalogPageTests {
    @Test func `catalogue pages are the same bytes for everybody`() async throws {
        try await withStorehouse { store in
            let stranger = try await store.visitor()
            let siti = try await store.visitor("Siti Rahma")
            for path in ["/", "/kategori/kemeja", "/produk/kemeja-parang", "/cari?q=kemeja"] {
                let (one, two) = (try await stranger.get(path), try await siti.get(path))
                #expect(one.status == 200, "\(path)")
                #expect(one.html == two.html, "\(path)")
                #expect(one.html.contains("Kemeja Parang"), "\(path)")
                #expect(!two.html.contains("Siti") && !two.html.contains(siti.csrf), "\(path)")
            }
        }
    }

    @Test func `a product shows the chosen variant, and what is sold out`() async throws {
        try await withStorehouse(stock: 3) { store in
            let visitor = try await store.visitor()
            let page = try await visitor.get("/produk/kemeja-parang?varian=\(store.variants[0])")
            #expect(page.html.contains("Rp 100.000") && page.html.contains("Sisa 3"))
            #expect(page.html.contains("<p>Katun <strong>primisima</strong>.</p><ul><li>Cap</li><li>Tulis</li></ul>"))
            #expect(page.html.contains(#""availability":"https://schema.org/OutOfStock""#))
            #expect(page.html.contains("<link rel=\"canonical\" href=\"http://shop-1.test/produk/kemeja-parang\">"))
            #expect(page.html.contains("class=\"chip chip-out\""))
            let unknown = try await visitor.get("/produk/kemeja-parang?varian=999999")
            #expect(unknown.status == 303 && unknown.location == "/produk/kemeja-parang")
        }
    }

    @Test(arguments: [
        "/produk/tidak-ada", "/kategori/tidak-ada", "/kategori/kemeja?hal=2", "/entah/apa", "/produk/A%20B",
    ])
    func `what does not exist is a 404 in the shop's look`(path: String) async throws {
        try await withStorehouse { store in
            let page = try await store.visitor().get(path)
            #expect(page.status == 404)
            #expect(page.html.contains("Halaman tidak ditemukan") && page.html.contains("class=\"brand\""))
        }
    }

    @Test func `hostile names are words, wherever they stand`() async throws {
        let name = "<script>alert(1)</script>\"\u{301} onload='x'"
        try await withStorehouse(name: name) { store in
            let visitor = try await store.visitor(name)
            let quoted = "\"\u{301}"
            try await store.shops[0].database.query(StoreSQL.price, .int(100_000))
            _ = try await visitor.post(
                "/keranjang/tambah", [("varian", "\(store.variants[0])"), ("produk", "kemeja-parang"), ("jumlah", "1")])
            for path in [
                "/", "/kategori/kemeja", "/produk/kemeja-parang", "/cari?q=%3Cscript%3E", "/keranjang", "/checkout",
                "/akun",
            ] {
                let page = try await visitor.get(path)
                #expect(page.status == 200, "\(path)")
                #expect(!page.html.contains("<script>alert"), "\(path)")
                // In the JSON for search engines the quote has its backslash.
                #expect(!page.html.replacing("\\" + quoted, with: "").contains(quoted), "\(path)")
            }
        }
    }

    @Test func `machines find robots, sitemap, manifest and files that never change`() async throws {
        try await withStorehouse { store in
            let visitor = try await store.visitor()
            #expect(try await visitor.get("/robots.txt").html.contains("Sitemap: http://shop-1.test/sitemap.xml"))
            let sitemap = try await visitor.get("/sitemap.xml")
            #expect(sitemap.html.contains("<loc>http://shop-1.test/produk/kemeja-parang</loc>"))
            let manifest = try await visitor.get("/manifest.webmanifest")
            let start = #""start_url":"\/""#
            #expect(manifest.html.contains(start) && manifest.html.contains(#""lang":"id""#))
            let home = try await visitor.get("/")
            let style = try #require(home.between("<link rel=\"stylesheet\" href=\"/theme/dasar/", "\""))
            let sheet = try await visitor.get("/theme/dasar/\(style)")
            #expect(sheet.status == 200)
            #expect(sheet.response.header("cache-control") == "public, max-age=31536000, immutable")
            #expect(try await visitor.get("/theme/dasar/0000000000000000/style.css").status == 404)
            let colours = try await visitor.get("/theme/settings.css")
            #expect(colours.html.hasPrefix(":root{--accent:#0f766e;--on-accent:#ffffff;"))
        }
    }
}
