import Accounts
import Jobs
import Ordering
import OrderingSupport
import Postgres
import Tenancy
import TestSupport
import Testing
import TokoCore
import WebClient
import WebSupport

enum MessageSQL {
    static let sent = SQL("test_messages_sent", "UPDATE {outbox} SET state = 'sent', finished_at = now()")
    /// $1 reason -> ids
    static let park = SQL(
        "test_messages_park",
        """
        UPDATE {outbox} SET state = 'parked', reason = $1, attempts = 3, finished_at = now()
        WHERE kind = 'mail.receipt' RETURNING id
        """)
    /// $1 id -> state, attempts
    static let state = SQL("test_messages_state", "SELECT state, attempts FROM {outbox} WHERE id = $1")
    static let delivered = SQL(
        "test_messages_delivered",
        """
        INSERT INTO {outbox} (lane, kind, dedupe_key, payload, state, delivery, finished_at)
        SELECT 'whatsapp', 'customer.paid', 'test:1', jsonb_build_object('order', id), 'sent', 'read', now()
        FROM {order} LIMIT 1
        """)
}

extension SellingShop {
    /// A paid order whose receipt nobody tries to send any more.
    func parkedReceipt(because reason: String = "given up after 3 attempts: 550 no such user") async throws -> Int64 {
        _ = try await paidOrder()
        return try await shop.database.query(MessageSQL.park, .text(reason)).one().int("id")
    }

    func job(_ id: Int64) async throws -> String {
        try await shop.database.query(MessageSQL.state, .int(id)).one().text("state")
    }
}

@Suite struct MessageTests {
    @Test func `a parked letter is shown with its reason, and tried again or thrown away`() async throws {
        try await withOffice { server, shops in
            let id = try await shops[0].parkedReceipt()
            let code = try #require(try await OrderRepository(shops[0].shop.database).list().orders.first?.code)
            let desk = try await server.desk(in: shops[0])
            let list = try await desk.page("/admin/pesan")
            #expect(list.contains("Kuitansi \(code) ke google-"))
            #expect(list.contains("Sudah dicoba 3 kali: 550 no such user"))
            #expect(list.contains("3× dicoba"))
            let home = try await desk.page("/admin/pesanan")
            #expect(home.contains("<strong>1 pesan tertahan.</strong>"))

            let again = try await desk.press("/admin/pesan/\(id)/ulangi")
            #expect(again.location == "/admin/pesan?status=tertahan&selesai=diulangi")
            #expect(try await shops[0].job(id) == "pending")
            #expect(try await desk.page("/admin/pesan").contains("Tidak ada pesan yang tertahan."))
            #expect(!(try await desk.page("/admin/pesanan")).contains("pesan tertahan"))
            #expect(try await desk.page("/admin/pesan?status=menunggu").contains("Kuitansi \(code)"))

            let late = try await desk.press("/admin/pesan/\(id)/ulangi")
            #expect(late.location == "/admin/pesan?status=tertahan&selesai=sudah-tidak-ada")
            let dropped = try await desk.press("/admin/pesan/\(id)/buang", [("dari", "menunggu")])
            #expect(dropped.location == "/admin/pesan?status=menunggu&selesai=dibuang")
            #expect(try await shops[0].job(id) == "dropped")
            #expect(try await desk.page("/admin/pesan?status=dibuang").contains("Kuitansi \(code)"))
        }
    }

    @Test func `all that are parked are tried again with one button`() async throws {
        try await withOffice { server, shops in
            _ = try await shops[0].paidOrder()
            _ = try await shops[0].parkedReceipt()
            let desk = try await server.desk(in: shops[0])
            #expect(try await desk.page("/admin/pesan").contains("Coba lagi semua (2)"))
            #expect(
                try await desk.press("/admin/pesan/ulangi-semua").location
                    == "/admin/pesan?status=tertahan&selesai=diulangi-semua")
            #expect(try await ShopTroubles(of: shops[0].shop).parked == 0)
        }
    }

    @Test func `what WhatsApp told of a message stands beside it`() async throws {
        try await withOffice { server, shops in
            let code = try await shops[0].paidOrder(by: "Siti Aminah")
            try await shops[0].shop.database.query(MessageSQL.delivered)
            let list = try await server.desk(in: shops[0]).page("/admin/pesan?status=terkirim")
            #expect(list.contains("WhatsApp pembayaran diterima \(code) ke Siti Aminah, 081234567890"))
            #expect(list.contains("WhatsApp: sudah dibaca"))
        }
    }

    static let reasons = [
        ("may have been sent, and is not sent again: timed out", "Mungkin sudah terkirim, jadi tidak diulang sendiri"),
        ("too old: rate limited", "Terlalu lama tertunda: rate limited"), ("too old: ", "Terlalu lama tertunda."),
        ("550 <script>alert(1)</script>", "550 &lt;script&gt;alert(1)&lt;/script&gt;"),
    ]

    @Test(arguments: reasons)
    func `a reason is told in words, and is never markup`(reason: String, words: String) async throws {
        try await withOffice { server, shops in
            _ = try await shops[0].parkedReceipt(because: reason)
            let list = try await server.desk(in: shops[0]).page("/admin/pesan")
            #expect(list.contains(words))
            #expect(!list.contains("<script"))
        }
    }

    @Test func `a packer, a form without its token and another shop's people move no message`() async throws {
        try await withOffice(2) { server, shops in
            let id = try await shops[0].parkedReceipt()
            let packer = try await server.desk(.packer, in: shops[0])
            _ = try await packer.page("/admin/pesan", status: 403)
            #expect(!(try await packer.page("/admin/pesanan")).contains("pesan tertahan"))
            let owner = try await server.desk(in: shops[0])
            let neighbour = try await server.desk(in: shops[1])
            #expect(!(try await neighbour.page("/admin/pesan")).contains("Kuitansi"))
            for path in ["/admin/pesan/\(id)/ulangi", "/admin/pesan/\(id)/buang", "/admin/pesan/ulangi-semua"] {
                #expect(try await packer.press(path).status == 403)
                #expect(try await owner.browser.post(path, [("_csrf", "x")]).status == 403)
                let answer = try await neighbour.press(path)
                #expect(answer.location?.hasSuffix("selesai=sudah-tidak-ada") == true, "\(path)")
            }
            for typed in ["0", "-1", "x", "99999999999999999999"] {
                #expect(try await owner.press("/admin/pesan/\(typed)/ulangi").status == 404, "\(typed)")
            }
            #expect(try await shops[0].job(id) == "parked")
        }
    }
}
