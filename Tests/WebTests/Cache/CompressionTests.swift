import Hummingbird
import Tenancy
import TestSupport
import Testing
import Web
import WebClient
import WebSupport

/// Over real HTTP. The client unpacks what says that it is gzip, so `text` is what a browser shows, and
/// `Content-Length` is what travelled.
@Suite struct CompressionTests {
    private static let long = String(repeating: "<li>Kemeja batik parang lengan panjang</li>\n", count: 200)
    private static let css = String(repeating: ".kartu { color: #123456 }\n", count: 100)

    /// Shops whose `/` is a long page and `/pendek` a short one, each with the shop's name; `/akun` is nobody else's.
    private func withPages(_ body: @Sendable (ShopServer, [ShopFixture]) async throws -> Void) async throws {
        let cache = PageCache()
        let files = FileCache()
        try await withShops(2) { shops in
            try await withServer(of: shops) { group in
                for (path, list) in [("/", Self.long), ("/pendek", "")] {
                    group.get(RouterPath(path)) { request, context in
                        try await cache.page(path, for: request, in: context.shop) {
                            .html("<h1>\(context.shop.settings.name)</h1>\(list)")
                        }
                    }
                }
                group.get("akun") { _, _ in Page.html(Self.long) }
                group.get("gaya.css") { request, _ in
                    try files.page("gaya", Array(Self.css.utf8), type: "text/css; charset=utf-8", for: request)
                }
                group.get("gambar.png") { request, _ in
                    try files.page("gambar", Array(Self.css.utf8), type: "image/png", for: request)
                }
            } _: { server in
                try await body(server, shops)
            }
        }
    }

    private static func accept(_ encoding: String) -> [(String, String)] { [("Accept-Encoding", encoding)] }

    @Test(arguments: ["/", "/gaya.css"])
    func `gzip gives the same text in a fraction of the bytes`(path: String) async throws {
        try await withPages { server, _ in
            let browser = server.browser(at: "shop-1.test")
            let plain = try await browser.get(path, headers: Self.accept("identity"))
            #expect(plain.header("Content-Encoding") == nil)
            #expect(plain.header("Content-Length") == "\(plain.body.count)")
            #expect(plain.body.count > 2_000)
            for _ in 0..<2 {
                let packed = try await browser.get(path, headers: Self.accept("gzip, deflate, br, zstd"))
                #expect(packed.header("Content-Encoding") == "gzip")
                #expect(packed.body == plain.body)
                let length = try #require(packed.header("Content-Length").flatMap { Int($0) })
                #expect(length < plain.body.count / 5)
                #expect(packed.header("Content-Type") == plain.header("Content-Type"))
                #expect(packed.header("Cache-Control") == plain.header("Cache-Control"))
            }
        }
    }

    @Test(arguments: [
        ("gzip", true), ("GZIP", true), ("x-gzip", true), ("br;q=1.0, gzip;q=0.8, *;q=0.1", true), ("*", true),
        ("gzip ; q=0.001", true), ("identity, gzip", true),
        ("gzip;q=0", false), ("gzip;q=0.000", false), ("gzip;q=0, *", false), ("*;q=0", false), ("br", false),
        ("identity", false), ("gzipped", false), ("gzip;q=banyak", false), (";,;", false),
    ])
    func `the browser says whether it takes gzip`(accept: String, takes: Bool) async throws {
        try await withPages { server, _ in
            for path in ["/", "/gaya.css"] {
                let response = try await server.browser(at: "shop-1.test").get(path, headers: Self.accept(accept))
                #expect(response.header("Content-Encoding") == (takes ? "gzip" : nil))
                #expect(response.headers.filter { $0.0.lowercased() == "vary" }.map(\.1) == ["Accept-Encoding"])
            }
        }
    }

    @Test func `the two forms have tags of their own, and either one answers for the page`() async throws {
        try await withPages { server, _ in
            let browser = server.browser(at: "shop-1.test")
            let plain = try #require(try await browser.get("/", headers: Self.accept("identity")).header("ETag"))
            let packed = try #require(try await browser.get("/", headers: Self.accept("gzip")).header("ETag"))
            #expect(packed == "\(plain.dropLast())-gz\"")
            for accept in ["identity", "gzip"] {
                for tag in [plain, packed] {
                    for written in [tag, "W/\(tag)", "\"lain\", \(tag)"] {
                        let response = try await browser.get(
                            "/", headers: Self.accept(accept) + [("If-None-Match", written)])
                        #expect(response.status == 304)
                        #expect(response.body.isEmpty)
                        #expect(response.header("ETag") == tag)
                        #expect(response.header("Vary") == "Accept-Encoding")
                        #expect(response.header("Content-Encoding") == nil)
                    }
                }
                let both = try await browser.get(
                    "/", headers: Self.accept(accept) + [("If-None-Match", "\(plain), \(packed)")])
                #expect(both.header("ETag") == (accept == "gzip" ? packed : plain))
                let other = try await browser.get(
                    "/", headers: Self.accept(accept) + [("If-None-Match", "\"lain-gz\"")])
                #expect(other.status == 200)
                #expect(other.text.hasSuffix(Self.long))
            }
        }
    }

    @Test func `HEAD tells of the form that GET would send`() async throws {
        try await withPages { server, _ in
            let browser = server.browser(at: "shop-1.test")
            for (path, accept) in [("/", "gzip"), ("/", "identity"), ("/gaya.css", "gzip"), ("/pendek", "gzip")] {
                let get = try await browser.get(path, headers: Self.accept(accept))
                let head = try await browser.send("HEAD", path, headers: Self.accept(accept))
                #expect(head.status == 200)
                #expect(head.body.isEmpty)
                for name in ["Content-Encoding", "Content-Length", "Content-Type", "ETag", "Vary"] {
                    #expect(head.header(name) == get.header(name), "\(path) \(accept) \(name)")
                }
            }
        }
    }

    @Test func `a page that fits in a packet stays as it is, but says that it might not`() async throws {
        try await withPages { server, _ in
            let response = try await server.browser(at: "shop-1.test").get("/pendek", headers: Self.accept("gzip"))
            #expect(response.text == "<h1>Toko shop-1</h1>")
            #expect(response.header("Content-Encoding") == nil)
            #expect(response.header("Vary") == "Accept-Encoding")
            #expect(response.header("ETag")?.hasSuffix("-gz\"") == false)
        }
    }

    @Test func `what may hold a secret, and what is packed already, is never packed`() async throws {
        try await withPages { server, _ in
            let browser = server.browser(at: "shop-1.test")
            for (path, text) in [("/akun", Self.long), ("/gambar.png", Self.css)] {
                let response = try await browser.get(path, headers: Self.accept("gzip"))
                #expect(response.text == text)
                #expect(response.header("Content-Encoding") == nil)
                #expect(response.header("Vary") == nil)
                #expect(response.header("Content-Length") == "\(text.utf8.count)")
            }
        }
    }

    @Test func `a packed page is never another shop's`() async throws {
        try await withPages { server, shops in
            for _ in 0..<2 {
                for shop in shops {
                    for accept in ["gzip", "identity"] {
                        let response = try await server.browser(at: shop.host).get("/", headers: Self.accept(accept))
                        #expect(response.text == "<h1>Toko \(shop.slug)</h1>\(Self.long)")
                    }
                }
            }
            let tag = try await server.browser(at: shops[0].host).get("/", headers: Self.accept("gzip")).header("ETag")
            let other = try await server.browser(at: shops[1].host).get(
                "/", headers: Self.accept("gzip") + [("If-None-Match", try #require(tag))])
            #expect(other.status == 200)
        }
    }
}
