import FoundationEssentials
import Ordering
import Postgres
import Sandbox
import Shipping
import Tenancy
import Testing
import TokoCore

/// What a customer sees of a parcel that is out.
struct ParcelPageTests {
    /// A paid order that left by `courier`, and its page's path.
    private static func shipped(
        _ store: Storehouse, _ courier: String, _ number: String
    ) async throws -> (visitor: StoreVisitor, path: String, code: OrderCode) {
        let siti = try await CheckoutPageTests.ready(store)
        let page = try await siti.get("/checkout")
        let placed = try await siti.post("/checkout", try CheckoutPageTests.form(page, channel: "BRIVA"))
        let path = try #require(placed.location)
        let reference = try await store.shops[0].database.query(StoreSQL.reference).one().text("reference")
        try await store.tell("/_sandbox/transactions/\(reference)/pay", #"{"wait": true}"#)
        _ = try await siti.get(path + "?periksa=1")
        let code = try #require(path.split(separator: "/").last.flatMap { OrderCode(typed: String($0)) })
        try await Fulfilment(store.shops[0]).ship(
            code, with: try Waybill(courier: courier, number: number), by: .staff(1))
        return (siti, path, code)
    }

    @Test func `before the courier knows it the page says how long that takes`() async throws {
        try await withStorehouse { store in
            let order = try await Self.shipped(store, "jne", "8825112045716759")
            let page = try await order.visitor.get(order.path)
            #expect(page.html.contains("Belum ada kabar dari kurir, biasanya muncul dalam 24 jam."))
            #expect(page.html.contains("data-copy=\"8825112045716759\""))
            #expect(page.html.contains("href=\"https://www.jne.co.id/tracking-package\""))
            #expect(!page.html.contains("Terakhir dicek"))
        }
    }

    @Test func `the courier's words stand newest first between leaving and arriving, and are only words`() async throws
    {
        try await withStorehouse { store in
            let order = try await Self.shipped(store, "jne", "8825112045716759")
            try await store.shops[0].database.query(
                ParcelPageSQL.history,
                .json(
                    """
                    [{"at_seconds": 1772521320, "raw_time": "", "text": "DI TANGAN <b>KURIR</b>", "place": "BANDUNG"},
                     {"raw_time": "kemarin sore", "text": "DITERIMA DI GUDANG", "place": ""}]
                    """))
            let html = try await order.visitor.get(order.path).html
            let texts = [
                "DI TANGAN &lt;b&gt;KURIR&lt;/b&gt;", "DITERIMA DI GUDANG", "Pesanan diserahkan ke kurir",
                "Pembayaran diterima</strong>",
            ]
            let places = try texts.map { try #require(html.firstRange(of: $0)).lowerBound }
            #expect(places == places.sorted())
            #expect(html.contains("3 Maret 2026, 14.02 WIB"))
            #expect(html.contains("kemarin sore"))
            #expect(html.contains("BANDUNG"))
            #expect(html.contains("Terakhir dicek"))
            #expect(!html.contains("Belum ada kabar"))
            try await Fulfilment(store.shops[0]).markDelivered(order.code, by: .staff(1))
            let arrived = try await order.visitor.get(order.path).html
            let end = try #require(arrived.firstRange(of: "Pesanan sampai")).lowerBound
            #expect(try end < #require(arrived.firstRange(of: "DI TANGAN")).lowerBound)
        }
    }

    @Test func `a courier that nobody tracks is said to be one`() async throws {
        try await withStorehouse { store in
            let order = try await Self.shipped(store, "ncs", "JX12345678")
            let page = try await order.visitor.get(order.path)
            #expect(page.html.contains("Perjalanan paket ini dapat dilihat di situs kurirnya."))
            #expect(!page.html.contains("Lacak di situs"))
            let other = try await store.visitor("Orang Lain")
            #expect(try await other.get(order.path).status == 404)
        }
    }
}

enum ParcelPageSQL {
    /// $1 history
    static let history = SQL(
        "parcel_page_history",
        """
        UPDATE {shipment}
        SET track_state = 'moving', track_history = $1, tracked_at = now(), track_tried_at = now()
        """)
}
