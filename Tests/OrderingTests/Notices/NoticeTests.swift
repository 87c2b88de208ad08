import FoundationEssentials
import Jobs
import Messaging
import Payments
import Postgres
import Tenancy
import Testing
import TokoCore

@testable import Ordering

/// What WhatsApp is asked to tell of an order's steps, and what is told when a job's turn comes.
@Suite struct NoticeTests {
    @Test func `the owner hears of an order and of its money once, however often the callback comes`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            try await shop.choose(WhatsAppChoices(ownerPhone: "+6281100000001"))
            let order = try await shop.buyer().write()
            #expect(try await shop.asked().isEmpty)
            try await order.open()
            try await order.open()
            #expect(try await shop.asked() == ["owner.new_order": 1])
            for _ in 0..<3 { _ = try await order.settle(.paid) }
            #expect(try await shop.asked() == ["owner.new_order": 1, "owner.paid": 1])
            let notice = try await shop.notice("owner.paid", of: order.order)
            #expect(notice?.to == "+6281100000001")
            #expect(notice?.template == "pesanan_dibayar_toko")
            #expect(
                notice?.parameters == [
                    .init("nomor_pesanan", order.code.text), .init("nama", "Siti"), .init("total", "Rp 120.000"),
                ])
            #expect(notice?.buttonSuffix == order.code.text)
            // It waits for no money any more.
            #expect(try await shop.notice("owner.new_order", of: order.order) == nil)
        }
    }

    @Test func `a bill that is refused tells nobody`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            try await shop.choose(WhatsAppChoices(ownerPhone: "+6281100000001", customers: true))
            let buyer = try await shop.buyer()
            _ = try await buyer.open()
            try await #require(shop.bank).misbehave("create", "success_false")
            let request = try buyer.request(wantsWhatsApp: true)
            await #expect(throws: CheckoutError.paymentRefused) { try await buyer.place(request) }
            #expect(try await shop.asked().isEmpty)
        }
    }

    @Test(arguments: [false, true])
    func `a customer is written to only with consent`(wants: Bool) async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            try await shop.choose(WhatsAppChoices(customers: true))
            let buyer = try await shop.buyer()
            _ = try await buyer.open()
            let placed = try await buyer.place(try buyer.request(wantsWhatsApp: wants))
            #expect(try await shop.asked() == (wants ? ["customer.placed": 1] : [:]))
            let order = try await shop.database.query(NoticeTestSQL.order, .text(placed.code.text)).one()
            let id: OrderID = try order.id("id")
            let notice = try await shop.notice("customer.placed", of: id)
            #expect(notice?.to == (wants ? "081234567890" : nil))
            #expect(notice?.parameters.map(\.name) == (wants ? ["nama", "nomor_pesanan", "total"] : nil))
            let phone = try #require(WhatsAppPhone(typed: "+6281234567890"))
            try await NoticeConsent(shop.database).takeBack([phone])
            #expect(try await shop.notice("customer.placed", of: id) == nil)
        }
    }

    @Test func `another person's stop takes nobody's consent`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            try await shop.choose(WhatsAppChoices(customers: true))
            let buyer = try await shop.buyer()
            _ = try await buyer.open()
            let placed = try await buyer.place(try buyer.request(wantsWhatsApp: true))
            let other = try #require(WhatsAppPhone(typed: "+6281234567891"))
            try await NoticeConsent(shop.database).takeBack([other])
            let id: OrderID = try await shop.database.query(NoticeTestSQL.order, .text(placed.code.text)).one().id("id")
            #expect(try await shop.notice("customer.placed", of: id)?.to == "081234567890")
        }
    }

    @Test func `low stock is told once for a sale, and not when there are more again`() async throws {
        try await withOrdering(stock: 5) { shops in
            let shop = shops[0]
            try await shop.choose(WhatsAppChoices(ownerPhone: "+6281100000001"))
            let first = try await shop.buyer(pieces: 1).write()
            try await first.open()
            _ = try await first.settle(.paid)
            #expect(try await shop.asked()["owner.low_stock"] == nil)
            let second = try await shop.buyer(pieces: 2).write()
            try await second.open()
            for _ in 0..<2 { _ = try await second.settle(.paid) }
            #expect(try await shop.asked()["owner.low_stock"] == 1)
            let payload = "{\"variant\": \(shop.variant)}"
            let notice = try await shop.notice("owner.low_stock", payload)
            #expect(notice?.parameters == [.init("produk", "Kemeja Parang"), .init("sisa", "2")])
            #expect(notice?.buttonSuffix == nil)
            try await shop.database.query(NoticeTestSQL.stock, .id(shop.variant), .int(40))
            #expect(try await shop.notice("owner.low_stock", payload) == nil)
        }
    }

    @Test func `what the shop has switched off is not said, and an unknown job never will be`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let order = try await shop.buyer().write()
            try await order.open()
            #expect(try await shop.asked().isEmpty)
            #expect(try await shop.notice("owner.new_order", of: order.order) == nil)
            try await shop.choose(WhatsAppChoices(ownerPhone: "+6281100000001"))
            await #expect(throws: JobFailure.self) { try await shop.notice("owner.nonsense", of: order.order) }
            await #expect(throws: JobFailure.self) { try await shop.notice("owner.paid", "{}") }
            await #expect(throws: JobFailure.self) { try await shop.notice("owner.low_stock", of: order.order) }
        }
    }
}

extension OrderingShop {
    fileprivate func choose(_ choices: WhatsAppChoices) async throws {
        let repository = ShopSettingsRepository(database)
        var settings = try await repository.load()
        settings.whatsApp = choices
        try await repository.save(settings)
    }

    /// The WhatsApp lane's jobs, by kind.
    fileprivate func asked() async throws -> [String: Int64] {
        try await database.query(NoticeTestSQL.asked).reduce(into: [:]) {
            $0[try $1.text("kind")] = try $1.int("jobs")
        }
    }

    fileprivate func notice(_ kind: String, of order: OrderID) async throws -> Notice? {
        try await notice(kind, "{\"order\": \(order)}")
    }

    fileprivate func notice(_ kind: String, _ payload: String) async throws -> Notice? {
        let job = Job(
            id: 1, lane: .whatsapp, kind: kind, dedupeKey: kind, payload: payload, attempts: 0, unknowns: 0,
            createdAt: Date(timeIntervalSince1970: 1_795_528_800))
        return try await OrderNoticeWriter(shops: shops).notice(for: job, of: shop.tenant.id)
    }
}

enum NoticeTestSQL {
    static let asked = SQL(
        "test_notices_asked", "SELECT kind, count(*) AS jobs FROM {outbox} WHERE lane = 'whatsapp' GROUP BY kind")
    static let order = SQL("test_notice_order", "SELECT id FROM {order} WHERE code = $1")
    static let stock = SQL("test_notice_stock", "UPDATE {variant} SET on_hand = $2 WHERE id = $1")
}
