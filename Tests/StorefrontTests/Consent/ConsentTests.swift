import Analytics
import FoundationEssentials
import Jobs
import Postgres
import Tenancy
import Testing
import TokoCore
import WebClient

@testable import Ordering
@testable import Storefront

@Suite struct ConsentTests {
    private static let script = "<script src=\"/aset/"
    private static let banner = "action=\"/persetujuan\""

    @Test func `only a shop that counts asks, and only its pages may reach PostHog`() async throws {
        try await withStorehouse(counts: true) { store in
            for path in ["/", "/produk/kemeja-parang", "/cari?q=kemeja", "/kategori/kemeja"] {
                let counting = try await store.visitor().get(path)
                #expect(counting.html.contains(Self.script) && counting.html.contains(Self.banner))
                #expect(counting.html.contains("data-banner hidden"))
                #expect(counting.html.contains("<noscript><link rel=\"stylesheet\" href=\"/persetujuan.css\">"))
                let policy = try #require(counting.response.header("Content-Security-Policy"))
                let origin = store.bank
                #expect(policy.contains("script-src 'self' \(origin);"))
                #expect(policy.hasSuffix("connect-src 'self' \(origin)"))
                let other = try await store.visitor(at: 1).get(path)
                #expect(!other.html.contains(Self.script) && !other.html.contains(Self.banner))
                #expect(!other.html.contains("/privasi"))
                #expect(other.response.header("Content-Security-Policy")?.contains("connect-src") == false)
            }
            #expect(try await store.visitor(at: 1).get("/privasi").status == 404)
            #expect(try await store.visitor(at: 1).post("/persetujuan", [("jawaban", "ya")]).status == 404)
        }
    }

    @Test func `a page that the browser keeps keeps what it may reach`() async throws {
        try await withStorehouse(counts: true) { store in
            let visitor = try await store.visitor()
            let first = try await visitor.get("/produk/kemeja-parang")
            let tag = try #require(first.response.header("ETag"))
            let again = try await visitor.get("/produk/kemeja-parang", headers: [("If-None-Match", tag)])
            #expect(again.status == 304)
            #expect(
                again.response.header("Content-Security-Policy") == first.response.header("Content-Security-Policy"))
        }
    }

    @Test func `an answer is kept for 180 days, and can be changed`() async throws {
        try await withStorehouse(counts: true) { store in
            var visitor = try await store.visitor()
            #expect(try await visitor.get("/persetujuan.css").html.contains("data-banner"))
            let yes = try await visitor.post(
                "/persetujuan", [("jawaban", "ya")], headers: [("Referer", "http://\(visitor.host)/keranjang?a=b")])
            #expect(yes.status == 303 && yes.location == "/keranjang?a=b")
            let kept = try #require(yes.cookie("tokoku_statistik"))
            #expect(kept.hasPrefix("ya.") && kept.count == 35)
            let line = try #require(yes.response.headers.first { $0.0.lowercased() == "set-cookie" }?.1)
            #expect(line.contains("Max-Age=15552000") && line.contains("SameSite=Lax") && !line.contains("HttpOnly"))
            visitor.cookie = "tokoku_statistik=\(kept)"
            #expect(try await visitor.get("/persetujuan.css").html == "")
            #expect(try await visitor.get("/privasi").html.contains("Anda setuju"))
            // Saying yes again is no other person.
            #expect(try await visitor.post("/persetujuan", [("jawaban", "ya")]).cookie("tokoku_statistik") == kept)
            let no = try await visitor.post("/persetujuan", [("jawaban", "tidak")])
            #expect(no.cookie("tokoku_statistik") == "tidak" && no.location == "/")
            visitor.cookie = "tokoku_statistik=tidak"
            #expect(try await visitor.get("/privasi").html.contains("Anda tidak setuju"))
            #expect(try await visitor.post("/persetujuan", [("jawaban", "mungkin")]).status == 400)
            #expect(try await visitor.post("/persetujuan", [("jawaban", "ya")], from: "cross-site").status == 403)
        }
    }

    @Test(arguments: ["DNT", "Sec-GPC"])
    func `who asks not to be tracked is not asked, and is not taken by a word`(header: String) async throws {
        try await withStorehouse(counts: true) { store in
            let visitor = try await store.visitor()
            let asks = [(header, "1")]
            #expect(try await visitor.get("/persetujuan.css", headers: asks).html == "")
            let page = try await visitor.get("/privasi", headers: asks)
            #expect(page.html.contains("meminta agar tidak dilacak") && !page.html.contains("value=\"ya\">Setuju"))
            #expect(
                try await visitor.post("/persetujuan", [("jawaban", "ya")], headers: asks).cookie("tokoku_statistik")
                    == "")
        }
    }

    @Test func `the script is one file for every shop, kept for ever`() async throws {
        try await withStorehouse(counts: true) { store in
            let visitor = try await store.visitor()
            let path = try #require(try await visitor.get("/").between("<script src=\"/aset/", "\""))
            let script = try await visitor.get("/aset/" + path)
            #expect(script.status == 200)
            #expect(script.response.header("Content-Type") == "text/javascript; charset=utf-8")
            #expect(script.response.header("Cache-Control") == "public, max-age=31536000, immutable")
            #expect(script.html.contains("autocapture: false") && script.html.contains("respect_dnt: true"))
            #expect(try await visitor.get("/aset/0000000000000000/kunjungan.js").status == 404)
        }
    }

    /// Who said what at the time of the order, and under what the order is counted.
    @Test(arguments: [
        ("ya.0123456789abcdef0123456789abcdef", [], "0123456789abcdef0123456789abcdef"),
        ("ya.0123456789abcdef0123456789abcdef", ["DNT"], ""), ("ya.0123456789abcdef0123456789abcdef", ["Sec-GPC"], ""),
        ("tidak", [], ""), ("", [], ""), ("ya.siti@example.test", [], ""), ("ya.", [], ""),
    ])
    func `an order remembers consent and nothing else`(
        cookie: String, headers: [String], counted: String
    ) async throws {
        try await withStorehouse(counts: true) { store in
            let siti = try await Self.placed(store, cookie, headers)
            let database = store.shops[0].database
            let row = try await database.query(ConsentSQL.order).one()
            #expect(try row.textOrNil("analytics_id") ?? "" == counted)
            let told = try await database.query(ConsentSQL.told).map { try $0.text("kind") }
            #expect(told == (counted.isEmpty ? [] : ["Checkout Started"]))
            // A no afterwards reaches the order too.
            if !counted.isEmpty {
                #expect(try await siti.post("/persetujuan", [("jawaban", "tidak")]).status == 303)
                #expect(try await database.query(ConsentSQL.order).one().textOrNil("analytics_id") == nil)
            }
        }
    }

    @Test func `a shop that counts nobody remembers no consent`() async throws {
        try await withStorehouse { store in
            _ = try await Self.placed(store, "ya.0123456789abcdef0123456789abcdef", [])
            let row = try await store.shops[0].database.query(ConsentSQL.order).one()
            #expect(try row.textOrNil("analytics_id") == nil)
        }
    }

    @Test func `a paid order is counted once with its own figures, however often it is told`() async throws {
        try await withStorehouse(counts: true) { store in
            let siti = try await Self.placed(store, "ya.0123456789abcdef0123456789abcdef", [])
            let database = store.shops[0].database
            let reference = try await database.query(StoreSQL.reference).one().text("reference")
            let code = try await database.query(ConsentSQL.order).one().text("code")
            try await store.tell("/_sandbox/transactions/\(reference)/pay", #"{"wait": true}"#)
            // The customer's page asks the bank.
            #expect(try await siti.get("/pesanan/\(code)?periksa=1").status == 303)
            #expect(try await siti.get("/pesanan/\(code)").html.contains("Pembayaran diterima"))
            let lane = AnalyticsLane(
                accounts: PostHogAccounts(override: store.bank + "/posthog") { _ in ["project_key": "phc_BatikDemo42"]
                },
                writer: OrderEventWriter(database: { _ in database }), transport: store.transport)
            let tenant = store.shops[0].tenant.id
            let jobs = try await database.query(ConsentSQL.told).map { row in
                Job(
                    id: try row.int("id"), lane: .analytics, kind: try row.text("kind"),
                    dedupeKey: try row.text("dedupe_key"), payload: try row.text("payload"), attempts: 0, unknowns: 0,
                    createdAt: Date())
            }
            #expect(jobs.map(\.kind) == ["Checkout Started", "Order Completed"])
            for _ in 0..<5 { try await lane.attempt(jobs, for: tenant, log: SilentLog()) }
            let found = try await store.transport.send(
                .get(
                    store.bank + "/_sandbox/events", query: [("event", "Order Completed"), ("key", "phc_BatikDemo42")]))
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            let events = try decoder.decode(Events.self, from: Data(found.body)).events
            #expect(events.count == 1)
            let event = try #require(events.first)
            #expect(event.distinctId == "\(tenant):0123456789abcdef0123456789abcdef")
            #expect(event.properties.orderId == code)
            #expect(event.properties.total == 220_000 && event.properties.revenue == 200_000)
            #expect(event.properties.shipping == 20_000 && event.properties.currency == "IDR")
            #expect(event.properties.products.map(\.sku) == ["KPR-M"])
            #expect(event.properties.products.map(\.quantity) == [2])
            #expect(event.properties.products.map(\.price) == [100_000])
            for secret in ["Siti", "Melati", "0812", "+62", "@example.test"] { #expect(!found.text.contains(secret)) }
        }
    }

    private static func placed(
        _ store: Storehouse, _ cookie: String, _ headers: [String]
    ) async throws -> StoreVisitor {
        var siti = try await CheckoutPageTests.ready(store)
        if !cookie.isEmpty { siti.cookie = (siti.cookie ?? "") + "; tokoku_statistik=\(cookie)" }
        let form = try CheckoutPageTests.form(try await siti.get("/checkout"), channel: "BRIVA")
        let placed = try await siti.post("/checkout", form, headers: headers.map { ($0, "1") })
        #expect(placed.status == 303)
        return siti
    }

    private struct SilentLog: AttemptLog {
        func sending(_ job: Job) {}
        func finish(_ job: Job, _ outcome: JobOutcome) {
            if case .done = outcome { return }
            Issue.record("\(job.kind): \(outcome)")
        }
    }

    private struct Events: Decodable {
        let events: [Event]

        struct Event: Decodable {
            let distinctId: String
            let properties: Properties
        }
        struct Properties: Decodable {
            let orderId: String
            let total: Int
            let revenue: Int
            let shipping: Int
            let currency: String
            let products: [Product]
        }
        struct Product: Decodable {
            let sku: String
            let price: Int
            let quantity: Int
        }
    }
}

enum ConsentSQL {
    static let order = SQL(
        "consent_order", "SELECT code, analytics_id FROM {order} ORDER BY id DESC LIMIT 1")
    static let told = SQL(
        "consent_told",
        "SELECT id, kind, dedupe_key, payload::text AS payload FROM {outbox} WHERE lane = 'analytics' ORDER BY id")
}
