import Accounts
import Ordering
import OrderingSupport
import Postgres
import Tenancy
import Testing
import TokoCore
import WebClient
import WebSupport

/// Money that the owner gave back by hand, as the order's page writes it down. The order costs 120.000.
@Suite struct RefundPageTests {
    private func fields(_ payment: Payment, _ amount: String, seen: Int64 = 0, stock: String = "") -> [(String, String)]
    {
        [
            ("bayar", "\(payment.id)"), ("sudah", "\(seen)"), ("jumlah", amount), ("catatan", "BCA <b>77</b>"),
            ("stok", stock),
        ]
    }

    @Test func `the owner writes down what was returned, and the page tells it`() async throws {
        try await withOffice { server, shops in
            let code = try await shops[0].paidOrder()
            let payment = try #require(try await shops[0].detail(code).payment)
            let desk = try await server.desk(in: shops[0])
            #expect(try await desk.page("/admin/pesanan/\(code)").contains("Catat pengembalian dana"))
            let path = "/admin/pesanan/\(code)/pengembalian"
            let part = try await desk.press(path, fields(payment, "Rp 20.000"))
            #expect(part.location == "/admin/pesanan/\(code)?selesai=kembali")
            let told = try await desk.page(try #require(part.location))
            #expect(told.contains("Pengembalian dana tercatat."))
            #expect(told.contains("<dt>Dikembalikan</dt><dd>Rp 20.000"))
            #expect(told.contains("BCA &lt;b&gt;77&lt;/b&gt;"))
            #expect(told.contains("Sebagian dana dikembalikan oleh toko"))
            #expect(try await shops[0].state(of: code) == .paid)

            let whole = try await desk.press(path, fields(payment, "100000", seen: 20_000, stock: "ya"))
            #expect(whole.status == 303)
            let ended = try await desk.page("/admin/pesanan/\(code)")
            #expect(ended.contains("Dana dikembalikan oleh toko"))
            #expect(!ended.contains("Catat pengembalian dana"))
            #expect(try await shops[0].state(of: code) == .refunded)
            #expect(try await shops[0].onHand() == 50)
        }
    }

    static let mistakes: [(String, String, String)] = [
        ("", "", "Isi jumlah yang Anda kembalikan."), ("12,50", "", "Isi dengan angka bulat, misalnya 120.000."),
        ("-5", "", "Isi dengan angka bulat"), ("0", "", "Isi dengan angka bulat"),
        ("9.000.000", "ya", "Melebihi sisa yang bisa dikembalikan"),
        ("120.000", "", "Pilih apakah barangnya kembali ke stok."),
        ("<script>", "", "Isi dengan angka bulat"),
    ]

    @Test(arguments: mistakes)
    func `what cannot be is told at its field, and what was typed stays`(
        amount: String, stock: String, message: String
    ) async throws {
        try await withOffice { server, shops in
            let code = try await shops[0].paidOrder()
            let payment = try #require(try await shops[0].detail(code).payment)
            let desk = try await server.desk(in: shops[0])
            let answer = try await desk.press(
                "/admin/pesanan/\(code)/pengembalian", fields(payment, amount, stock: stock))
            #expect(answer.status == 422)
            #expect(answer.text.contains(message))
            #expect(
                answer.text.contains("value=\"\(amount.replacing("<", with: "&lt;").replacing(">", with: "&gt;"))\""))
            #expect(answer.text.contains("BCA &lt;b&gt;77&lt;/b&gt;"))
            #expect(!answer.text.contains("<script"))
            let detail = try await shops[0].detail(code)
            #expect(detail.order.state == .paid)
            #expect(detail.payments[0].refunded == .zero)
        }
    }

    @Test func `two clicks on one form count once`() async throws {
        try await withOffice { server, shops in
            let code = try await shops[0].paidOrder()
            let payment = try #require(try await shops[0].detail(code).payment)
            let desk = try await server.desk(in: shops[0])
            let path = "/admin/pesanan/\(code)/pengembalian"
            async let first = desk.press(path, fields(payment, "20.000"))
            async let second = desk.press(path, fields(payment, "20.000"))
            let answers = [try await first, try await second]
            #expect(Set(answers.map(\.status)) == [303, 422])
            #expect(answers.contains { $0.text.contains("Sementara itu sudah tercatat Rp 20.000 dikembalikan") })
            #expect(try await shops[0].detail(code).payments[0].refunded == Money(rupiah: 20_000))
        }
    }

    @Test(arguments: [StaffRole.manager, .packer])
    func `money is the owner's`(role: StaffRole) async throws {
        try await withOffice { server, shops in
            let code = try await shops[0].paidOrder()
            let payment = try #require(try await shops[0].detail(code).payment)
            let desk = try await server.desk(role, in: shops[0])
            #expect(!(try await desk.page("/admin/pesanan/\(code)")).contains("Catat pengembalian dana"))
            let answer = try await desk.press(
                "/admin/pesanan/\(code)/pengembalian", fields(payment, "120000", stock: "ya"))
            #expect(answer.status == 403)
            #expect(try await shops[0].detail(code).payments[0].refunded == .zero)
        }
    }

    @Test func `a form without its token, and another shop's order, change nothing`() async throws {
        try await withOffice(2) { server, shops in
            let code = try await shops[0].paidOrder()
            let payment = try #require(try await shops[0].detail(code).payment)
            let path = "/admin/pesanan/\(code)/pengembalian"
            let typed = fields(payment, "120000", stock: "ya")
            let own = try await server.desk(in: shops[0])
            #expect(try await own.browser.post(path, typed).status == 403)
            let neighbour = try await server.desk(in: shops[1])
            #expect(try await neighbour.press(path, typed).status == 404)
            // Their order, and our payment's number, which is a number there too.
            let theirs = try await shops[1].paidOrder()
            let crossed = try await own.press("/admin/pesanan/\(theirs)/pengembalian", typed)
            #expect(crossed.status == 404)
            for shop in shops {
                for order in [code, theirs] where try await shop.has(order) {
                    #expect(try await shop.state(of: order) == .paid)
                    #expect(try await shop.detail(order).payments[0].refunded == .zero)
                }
            }
        }
    }

    @Test func `the receipt is sent again once the first has left, and a parcel is marked as arrived`() async throws {
        try await withOffice { server, shops in
            let code = try await shops[0].paidOrder()
            let desk = try await server.desk(in: shops[0])
            let early = try await desk.press("/admin/pesanan/\(code)/kuitansi")
            #expect(early.location == "/admin/pesanan/\(code)?gagal=kuitansi-antre")
            #expect(
                try await desk.page(try #require(early.location)).contains("Kuitansi sebelumnya belum terkirim."))
            try await shops[0].shop.database.query(MessageSQL.sent)
            let later = try await desk.press("/admin/pesanan/\(code)/kuitansi")
            #expect(later.location == "/admin/pesanan/\(code)?selesai=kuitansi")

            #expect(try await desk.press("/admin/pesanan/\(code)/sampai").status == 409)
            let waybill = [("kurir", "jne"), ("resi", "JP123456")]
            #expect(try await desk.press("/admin/pesanan/\(code)/kirim", waybill).status == 303)
            #expect(try await desk.page("/admin/pesanan/\(code)").contains("belum ada kabar dari kurir"))
            let arrived = try await desk.press("/admin/pesanan/\(code)/sampai")
            #expect(arrived.location == "/admin/pesanan/\(code)?selesai=sampai")
            #expect(try await shops[0].state(of: code) == .delivered)
            // Nobody can be asked from this office.
            #expect(try await desk.press("/admin/pesanan/\(code)/perbarui").status == 404)
        }
    }
}

extension SellingShop {
    fileprivate func has(_ code: OrderCode) async throws -> Bool {
        try await OrderRepository(shop.database).detail(code, of: nil) != nil
    }
}
