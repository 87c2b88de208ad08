import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Postgres
import Synchronization
import Testing
import TokoCore
import Web

@testable import Tenancy

@Suite struct PageCacheTests {
    /// A shop at a version of its catalogue. Its database is never asked.
    private func shop(_ number: Int32, version: Int64 = 1) throws -> Shop {
        let slug = try #require(Slug("shop-\(number)"))
        let pool = ConnectionPool(.init(url: "postgresql:///none", size: 1), logger: Logger(label: "test"))
        return Shop(
            tenant: Tenant(
                id: TenantID(number), slug: slug, name: "Toko", state: .active, primaryHost: nil, hosts: [],
                secretsStamp: ""),
            settings: ShopSettings(name: "Toko", catalogVersion: version), database: pool.tenant(TenantID(number)))
    }

    /// Counts how often it draws, and says so on the page.
    private final class Easel: Sendable {
        let drawn = Mutex(0)

        func draw(_ text: String = "halaman", status: HTTPResponse.Status = .ok) -> Page {
            let number = drawn.withLock { drawn in
                drawn += 1
                return drawn
            }
            return .html("\(text) \(number)", status: status)
        }
    }

    private func text(_ page: Page) -> String { String(buffer: page.bytes) }

    @Test func `a page is drawn once for a version of the catalogue`() async throws {
        let cache = PageCache()
        let easel = Easel()
        for _ in 0..<3 {
            let page = try await cache.page("/", for: try request(), in: try shop(1)) { easel.draw() }
            #expect(text(page) == "halaman 1")
            #expect(page.headers[.cacheControl] == "no-cache")
        }
        let newer = try await cache.page("/", for: try request(), in: try shop(1, version: 2)) { easel.draw() }
        #expect(text(newer) == "halaman 2")
        let other = try await cache.page("/kopi", for: try request(), in: try shop(1, version: 2)) { easel.draw() }
        #expect(text(other) == "halaman 3")
    }

    @Test func `one shop's page is never another's`() async throws {
        let cache = PageCache()
        let easel = Easel()
        let first = try await cache.page("/", for: try request(), in: try shop(1)) { easel.draw("satu") }
        let second = try await cache.page("/", for: try request(), in: try shop(2)) { easel.draw("dua") }
        #expect(text(first) == "satu 1")
        #expect(text(second) == "dua 2")
        let again = try await cache.page("/", for: try request(), in: try shop(1)) { easel.draw("lagi") }
        #expect(text(again) == "satu 1")
    }

    @Test func `a browser that has the page gets told so, and no bytes`() async throws {
        let cache = PageCache()
        let first = try await cache.page("/", for: try request(), in: try shop(1)) { .html("halaman") }
        let etag = try #require(first.headers[.eTag])
        for tag in [etag, "W/\(etag)", "\"lain\", \(etag)", "*"] {
            let page = try await cache.page(
                "/", for: try request(headers: [("If-None-Match", tag)]), in: try shop(1)
            ) { .html("lain") }
            #expect(page.status == .notModified, "\(tag)")
            #expect(page.bytes.readableBytes == 0)
            #expect(page.headers[.eTag] == etag)
            #expect(page.headers[.contentType] == nil)
        }
        for tag in ["\"lain\"", "", "W/", etag.filter { $0 != "\"" }] {
            let page = try await cache.page(
                "/", for: try request(headers: [("If-None-Match", tag)]), in: try shop(1)
            ) { .html("lain") }
            #expect(page.status == .ok, "\(tag)")
            #expect(text(page) == "halaman")
        }
        let changed = try await cache.page(
            "/", for: try request(headers: [("If-None-Match", etag)]), in: try shop(1, version: 2)
        ) { .html("halaman baru") }
        #expect(changed.status == .ok)
        #expect(changed.headers[.eTag] != etag)
    }

    @Test func `a page that is not all right is not kept`() async throws {
        let cache = PageCache()
        let easel = Easel()
        let missing = try await cache.page("/x", for: try request(), in: try shop(1)) {
            easel.draw(status: .notFound)
        }
        #expect(missing.status == .notFound)
        #expect(missing.headers[.eTag] == nil)
        let found = try await cache.page("/x", for: try request(), in: try shop(1)) { easel.draw() }
        #expect(text(found) == "halaman 2")
    }

    @Test func `a page that could not be drawn is drawn at the next request`() async throws {
        let cache = PageCache()
        await #expect(throws: CancellationError.self) {
            _ = try await cache.page("/", for: try request(), in: try shop(1)) { throw CancellationError() }
        }
        let page = try await cache.page("/", for: try request(), in: try shop(1)) { .html("halaman") }
        #expect(text(page) == "halaman")
    }

    @Test func `a full cache starts anew and goes on answering`() async throws {
        let cache = PageCache(capacity: 100)
        let easel = Easel()
        for path in ["/a", "/b"] {
            _ = try await cache.page(path, for: try request(), in: try shop(1)) {
                easel.draw(String(repeating: "k", count: 40))
            }
        }
        #expect(easel.drawn.withLock { $0 } == 2)
        _ = try await cache.page("/a", for: try request(), in: try shop(1)) { easel.draw() }
        #expect(easel.drawn.withLock { $0 } == 2)
        // The third does not fit beside the two.
        _ = try await cache.page("/c", for: try request(), in: try shop(1)) {
            easel.draw(String(repeating: "k", count: 40))
        }
        _ = try await cache.page("/a", for: try request(), in: try shop(1)) { easel.draw() }
        #expect(easel.drawn.withLock { $0 } == 4)
        let large = try await cache.page("/besar", for: try request(), in: try shop(1)) {
            .html(String(repeating: "k", count: 500))
        }
        #expect(large.bytes.readableBytes == 500)
    }

    @Test func `both forms of a page count`() async throws {
        let text = String(repeating: "abcdefghij", count: 200)
        // Three pages fit plain, and two with their packed forms.
        let cache = PageCache(capacity: 6_020)
        let easel = Easel()
        for path in ["/a", "/b", "/c", "/a"] {
            _ = try await cache.page(path, for: try request(), in: try shop(1)) { easel.draw(text) }
        }
        #expect(easel.drawn.withLock { $0 } == 4)
    }

    @Test func `a page packed by others is not packed again`() async throws {
        let cache = PageCache()
        let page = try await cache.page(
            "/", for: try request(headers: [("Accept-Encoding", "gzip")]), in: try shop(1)
        ) {
            var page = Page.html(String(repeating: "k", count: 5_000))
            page.headers[.contentEncoding] = "br"
            return page
        }
        #expect(page.headers[.contentEncoding] == "br")
        #expect(page.bytes.readableBytes == 5_000)
    }

    @Test func `a page whose time is over is drawn again`() async throws {
        let cache = PageCache(lifetime: .zero)
        let easel = Easel()
        for number in 1...2 {
            let page = try await cache.page("/", for: try request(), in: try shop(1)) { easel.draw() }
            #expect(text(page) == "halaman \(number)")
        }
    }
}
