import FoundationEssentials
import Jobs
import Messaging
import Payments
import Postgres
import Tenancy
import Testing
import TokoCore

@testable import Ordering

@Suite struct LetterTests {
    @Test func `a paid order's letter says what was bought, what it cost and how it was paid`() async throws {
        try await withOrdering(gateway: "http://127.0.0.1:9") { shops in
            let desk = try await LetterDesk(shops[0])
            let order = try await shops[0].buyer(pieces: 2).write()
            try await order.pay()
            let written = try #require(try await desk.write(.receipt, of: order.order))
            #expect(written.name == "Siti")
            #expect(written.address == (try await order.detail()).order.customerEmail)
            #expect(written.letter.subject == "Kuitansi pesanan \(order.code) dari Toko shop-1")
            #expect(
                written.letter.text == """
                    Halo Siti,

                    Terima kasih sudah berbelanja di Toko shop-1! Pembayaran untuk pesanan \(order.code) sudah kami terima, dan pesanan Anda segera kami siapkan.

                    Nomor pesanan: \(order.code)
                    Dipesan: 24 November 2026, 21.00 WIB
                    Cara bayar: BNI
                    Dibayar: 24 November 2026, 21.30 WIB
                    Kurir: JNE REG

                    Barang
                    - Kemeja Parang
                      2 x Rp 100.000 = Rp 200.000

                    Subtotal: Rp 200.000
                    Ongkos kirim: Rp 20.000
                    Total pesanan: Rp 220.000

                    Dikirim ke
                    Siti, \((try await order.detail()).order.destination.phone)
                    Jl. Melati 5
                    Lebak Gede, Coblong, Kota Bandung, Jawa Barat 40132

                    Lihat pesanan: https://shop-1.test/pesanan/\(order.code)

                    Kuitansi dalam bentuk PDF kami lampirkan di surel ini. Ada yang ingin ditanyakan? Balas saja surel ini, kami senang membantu.

                    Salam hangat,
                    Toko shop-1

                    """)
            let receipt = try #require(written.receipt)
            #expect(receipt.name == "Kuitansi \(order.code).pdf")
            #expect(receipt.bytes.starts(with: Array("%PDF-1.5".utf8)))
        }
    }

    @Test func `every total in the letter is the order's one number, and the fee stands apart`() async throws {
        try await withOrdering(gateway: "http://127.0.0.1:9") { shops in
            let desk = try await LetterDesk(shops[0])
            let order = try await shops[0].buyer(pieces: 3).write()
            try await order.pay(fee: 4_250)
            let written = try #require(try await desk.write(.receipt, of: order.order))
            let total = (try await order.detail()).order.total
            #expect(total == order.draft.total)
            #expect(
                written.letter.sums == [
                    .init(label: "Subtotal", value: "Rp 300.000"), .init(label: "Ongkos kirim", value: "Rp 20.000"),
                    .init(label: "Total pesanan", value: total.formatted, isSum: true),
                    .init(label: "Biaya pembayaran", value: "Rp 4.250"),
                    .init(label: "Total bayar", value: "Rp 324.250", isSum: true),
                ])
            for sum in written.letter.sums {
                #expect(written.letter.html.contains(sum.value), "\(sum.label)")
                #expect(written.letter.text.contains("\(sum.label): \(sum.value)"))
            }
        }
    }

    @Test func `a shipped order's letter carries courier and waybill, in the shop's zone`() async throws {
        try await withOrdering(gateway: "http://127.0.0.1:9") { shops in
            let desk = try await LetterDesk(shops[0])
            try await desk.change { $0.zone = .wit }
            let order = try await shops[0].buyer().write()
            try await order.pay()
            #expect(try await desk.write(.shipped, of: order.order) == nil, "not yet")
            try await order.ship()
            let letter = try #require(try await desk.write(.shipped, of: order.order)).letter
            #expect(letter.subject == "Pesanan \(order.code) sudah dikirim")
            #expect(
                letter.facts == [
                    .init(label: "Nomor pesanan", value: order.code.text),
                    .init(label: "Kurir", value: (try await order.detail()).shipment?.courierName ?? ""),
                    .init(label: "Nomor resi", value: "JP1234567"),
                    .init(label: "Dikirim", value: "25 November 2026, 23.00 WIT"),
                ])
            #expect(letter.text.contains("dengan nomor resi JP1234567."))
            #expect(try await desk.asked() == ["mail.receipt": 1, "mail.shipped": 1])
        }
    }

    @Test func `an expired order is told, and one paid late afterwards gets its receipt instead`() async throws {
        try await withOrdering(gateway: "http://127.0.0.1:9") { shops in
            let desk = try await LetterDesk(shops[0])
            let order = try await shops[0].buyer().write()
            try await order.open()
            #expect(try await order.settle(.expired) == .applied)
            let letter = try #require(try await desk.write(.expired, of: order.order)).letter
            #expect(letter.subject == "Pesanan \(order.code) ditutup karena belum dibayar")
            #expect(letter.notice == nil)
            #expect(try await desk.write(.receipt, of: order.order) == nil)

            try await order.pay()
            #expect(try await desk.write(.expired, of: order.order) == nil, "it is not closed any more")
            let receipt = try #require(try await desk.write(.receipt, of: order.order)).letter
            #expect(receipt.notice?.hasPrefix("Pembayaran ini kami terima setelah batas waktunya lewat.") == true)
            #expect(receipt.html.contains("setelah batas waktunya lewat"))
            #expect(receipt.text.contains("setelah batas waktunya lewat"))
            #expect(try await desk.asked() == ["mail.receipt": 1, "mail.expired": 1])
        }
    }

    @Test func `a refunded order is told with the sum that was returned, and gets no receipt by mail`() async throws {
        try await withOrdering(gateway: "http://127.0.0.1:9") { shops in
            let desk = try await LetterDesk(shops[0])
            let order = try await shops[0].buyer().write()
            try await order.pay()
            #expect(try await order.settle(.refunded) == .applied)
            try await shops[0].database.query(
                LetterSQLForTests.returned, .id(order.payment), .int(120_000),
                .timestamp(LetterSQLForTests.day + 86_400))
            let letter = try #require(try await desk.write(.refunded, of: order.order)).letter
            #expect(letter.subject == "Dana pesanan \(order.code) sudah dikembalikan")
            #expect(letter.facts.contains(.init(label: "Dana kembali", value: "Rp 120.000")))
            #expect(letter.facts.contains(.init(label: "Dikembalikan", value: "25 November 2026, 21.00 WIB")))
            #expect(try await desk.write(.receipt, of: order.order) == nil)
        }
    }

    @Test func `a part that was returned is told on the receipt, and the order goes on`() async throws {
        try await withOrdering(gateway: "http://127.0.0.1:9") { shops in
            let desk = try await LetterDesk(shops[0])
            let order = try await shops[0].buyer().write()
            try await order.pay()
            let before = try #require(try await desk.write(.receipt, of: order.order)?.receipt)
            try await shops[0].database.query(
                LetterSQLForTests.returned, .id(order.payment), .int(20_000), .timestamp(LetterSQLForTests.day))
            let after = try #require(try await desk.write(.receipt, of: order.order))
            #expect(after.letter.facts.contains(.init(label: "Dana kembali", value: "Rp 20.000")))
            #expect(try #require(after.receipt).bytes != before.bytes)
            #expect(try await desk.write(.refunded, of: order.order) == nil)
        }
    }

    @Test func `each letter is asked for once, however often the news comes`() async throws {
        try await withOrdering(gateway: "http://127.0.0.1:9") { shops in
            let desk = try await LetterDesk(shops[0])
            let order = try await shops[0].buyer().write()
            try await order.pay()
            for _ in 1...3 { _ = try await order.settle(.paid) }
            _ = try await order.settle(.refunded)
            _ = try await order.settle(.refunded)
            #expect(try await desk.asked() == ["mail.receipt": 1, "mail.refunded": 1])
        }
    }

    @Test func `the owner is told of a waybill the courier does not know, until it is corrected`() async throws {
        try await withOrdering(gateway: "http://127.0.0.1:9") { shops in
            let desk = try await LetterDesk(shops[0])
            let order = try await shops[0].buyer().write()
            try await order.pay()
            try await order.ship("SALAH12345")
            let name = "order:\(order.order):mail.waybill_wrong:SALAH12345"
            #expect(try await desk.write(.waybillWrong, of: order.order, named: name) == nil, "nobody to write to")
            try await desk.change { $0.email = "halo@kopi.example" }
            let written = try #require(
                try await LetterDesk(shops[0]).write(.waybillWrong, of: order.order, named: name))
            #expect(written.address == "halo@kopi.example")
            #expect(written.letter.subject == "Nomor resi pesanan \(order.code) tidak dikenali kurir")
            #expect(written.letter.button?.url == "https://shop-1.test/admin/pesanan/\(order.code)")
            try await Fulfilment(shops[0].shop).correct(
                order.code, to: try Waybill(courier: "jne", number: "BENAR12345"), by: .staff(1))
            #expect(try await LetterDesk(shops[0]).write(.waybillWrong, of: order.order, named: name) == nil)
        }
    }

    @Test func `another shop's order, an order that is not there and an unpaid one get no letter`() async throws {
        try await withOrdering(shops: 2, gateway: "http://127.0.0.1:9") { shops in
            let order = try await shops[0].buyer().write()
            try await order.pay()
            let other = try await LetterDesk(shops[1])
            for kind in LetterKind.allCases { #expect(try await other.write(kind, of: order.order) == nil) }
            let desk = try await LetterDesk(shops[0])
            #expect(try await desk.write(.receipt, of: OrderID(999_999)) == nil)
            let unpaid = try await shops[0].buyer().write()
            for kind in LetterKind.allCases { #expect(try await desk.write(kind, of: unpaid.order) == nil) }
        }
    }

    @Test(arguments: ["{}", "[]", "nonsense", #"{"order": "1"}"#])
    func `a job that names no order is refused for good`(payload: String) async throws {
        try await withOrdering(gateway: "http://127.0.0.1:9") { shops in
            let desk = try await LetterDesk(shops[0])
            let job = Job(
                id: 1, lane: .mail, kind: "mail.receipt", dedupeKey: "x", payload: payload, attempts: 0, unknowns: 0,
                createdAt: LetterSQLForTests.day)
            await #expect(throws: JobFailure.permanent(reason: "the job does not name its order")) {
                try await desk.writer.write(job, of: shops[0].shop.tenant.id)
            }
        }
    }

    @Test func `the mail carries the receipt, and answers go to the shop when its address is one`() async throws {
        try await withOrdering(gateway: "http://127.0.0.1:9") { shops in
            let order = try await shops[0].buyer().write()
            try await order.pay()
            func mail(_ email: String) async throws -> Mail {
                try await LetterDesk(shops[0]).change { $0.email = email }
                let job = Job(
                    id: 1, lane: .mail, kind: "mail.receipt", dedupeKey: "order:\(order.order):mail.receipt",
                    payload: "{\"order\": \(order.order)}", attempts: 0, unknowns: 0, createdAt: LetterSQLForTests.day)
                let mail = try await LetterDesk(shops[0]).writer.mail(for: job, of: shops[0].shop.tenant.id)
                return try #require(mail)
            }
            let sent = try await mail("halo@kopi.example")
            #expect(sent.to.name == "Siti")
            #expect(sent.replyTo == MailAddress(name: "Toko shop-1", address: "halo@kopi.example"))
            #expect(sent.attachments.map(\.name) == ["Kuitansi \(order.code).pdf"])
            #expect(sent.attachments.map(\.type) == ["application/pdf"])
            #expect(sent.date == LetterSQLForTests.day)
            for slip in ["", "halo", "halo@kopi", "halo @kopi.example", "halo@-kopi.example", ".halo@kopi.example"] {
                #expect(try await mail(slip).replyTo == nil, "\(slip)")
            }
        }
    }
}
