import Accounts
import Ordering
import OrderingSupport
import Postgres
import Tenancy
import Testing
import TokoCore
import WebClient
import WebSupport

@Suite struct OrderActionTests {
    @Test func `an order goes from paid over packing to the courier, step by step`() async throws {
        try await withOffice { server, shops in
            let code = try await shops[0].paidOrder(note: "Tolong dibungkus kado")
            let desk = try await server.desk(in: shops[0])
            let paid = try await desk.page("/admin/pesanan/\(code)")
            for text in [
                "Perlu diproses", "Tolong dibungkus kado", "Rp 100.000", "Rp 20.000", "Rp 120.000", "300 g", "JNE REG",
                "Jl. Melati 5", "081234567890", "Lunas", "/proses", "/kirim", "/batal", "<dt>Dibayar</dt>",
            ] {
                #expect(paid.contains(text), "\(text)")
            }
            let started = try await desk.press("/admin/pesanan/\(code)/proses")
            #expect(started.status == 303)
            #expect(started.location == "/admin/pesanan/\(code)?selesai=diproses")
            let packing = try await desk.page(try #require(started.location))
            #expect(packing.contains("Pesanan sedang dikemas."))
            #expect(!packing.contains("/proses\""))

            let sent = try await desk.press(
                "/admin/pesanan/\(code)/kirim", [("kurir", "jnt"), ("resi", " jp 123456 ")])
            #expect(sent.location == "/admin/pesanan/\(code)?selesai=dikirim")
            let shipped = try await desk.page(try #require(sent.location))
            #expect(shipped.contains("J&amp;T Express JP123456"))
            #expect(shipped.contains("Perbaiki resi"))
            #expect(!shipped.contains("/batal"))

            let corrected = try await desk.press(
                "/admin/pesanan/\(code)/kirim", [("kurir", "jne"), ("resi", "JP654321")])
            #expect(corrected.status == 303)
            let detail = try await shops[0].detail(code)
            #expect(detail.order.state == .shipped)
            #expect(detail.shipment?.waybill == "JP654321")
            #expect(detail.events.map(\.reason) == ["placed", "paid", "processing", "shipped", "waybill_corrected"])
        }
    }

    static let badWaybills = ["", "abc", "-1234", "1234-", "12/34", "12<34", String(repeating: "9", count: 41), "١٢٣٤"]

    @Test func `a waybill that cannot be one is told at its field, and what was typed stays`() async throws {
        try await withOffice { server, shops in
            let code = try await shops[0].paidOrder()
            let desk = try await server.desk(in: shops[0])
            for typed in Self.badWaybills {
                let response = try await desk.press(
                    "/admin/pesanan/\(code)/kirim", [("kurir", "sap"), ("resi", typed)])
                #expect(response.status == 422, "\(typed)")
                #expect(response.text.contains("<option value=\"sap\" selected>"))
                let field = "<input id=\"resi\" name=\"resi\" value=\"\(typed.replacing("<", with: "&lt;"))\""
                let error = " autocomplete=\"off\" required aria-invalid=\"true\" aria-describedby=\"resi-salah\">"
                #expect(response.text.contains(field + error), "\(typed)")
                #expect(response.text.contains("id=\"resi-salah\">Nomor resi berisi 4 sampai 40 huruf"), "\(typed)")
            }
            #expect(try await shops[0].state(of: code) == .paid)
        }
    }

    @Test func `a courier that is not in the list is told at its field`() async throws {
        try await withOffice { server, shops in
            let code = try await shops[0].paidOrder()
            let desk = try await server.desk(in: shops[0])
            let response = try await desk.press(
                "/admin/pesanan/\(code)/kirim", [("kurir", "dhl"), ("resi", "JP123456")])
            #expect(response.status == 422)
            #expect(response.text.contains("Pilih kurir dari daftar."))
            #expect(response.text.contains("value=\"JP123456\""))
            #expect(try await shops[0].state(of: code) == .paid)
        }
    }

    @Test func `without the form's token or from another site nothing happens`() async throws {
        try await withOffice { server, shops in
            let code = try await shops[0].paidOrder()
            let desk = try await server.desk(in: shops[0])
            let waybill = [("kurir", "jne"), ("resi", "JP123456")]
            for act in ["proses", "batal", "kirim", "perhatian"] {
                let path = "/admin/pesanan/\(code)/\(act)"
                let withoutToken = try await desk.browser.post(path, waybill)
                #expect(withoutToken.status == 403, "\(act)")
                #expect(withoutToken.text.contains("tidak berasal dari toko ini"))
                #expect(try await desk.browser.post(path, [("_csrf", "x")] + waybill).status == 403, "\(act)")
                let foreign = try await desk.browser.send(
                    "POST", path,
                    headers: [
                        ("Content-Type", "application/x-www-form-urlencoded"), ("Sec-Fetch-Site", "same-site"),
                        ("Origin", "http://shop-2.test"),
                    ], body: Array("_csrf=\(desk.token)&kurir=jne&resi=JP123456".utf8))
                #expect(foreign.status == 403, "\(act)")
                #expect(try await desk.browser.get(path).status == 404, "\(act)")
            }
            #expect(try await shops[0].detail(code).events.map(\.reason) == ["placed", "paid"])
        }
    }

    @Test func `what the order's state does not allow is refused in words`() async throws {
        try await withOffice { server, shops in
            let code = try await shops[0].order()
            let desk = try await server.desk(in: shops[0])
            #expect(!(try await desk.page("/admin/pesanan/\(code)").contains("/kirim")))
            let early = try await desk.press("/admin/pesanan/\(code)/kirim", [("kurir", "jne"), ("resi", "JP123456")])
            #expect(early.status == 409)
            #expect(early.text.contains("berstatus “Menunggu pembayaran”"))
            #expect(try await desk.press("/admin/pesanan/\(code)/batal").status == 303)
            #expect(try await desk.press("/admin/pesanan/\(code)/batal").status == 409)
            #expect(try await desk.press("/admin/pesanan/\(code)/proses").status == 409)
            #expect(try await shops[0].state(of: code) == .cancelled)
        }
    }

    @Test func `two who press at once do it once`() async throws {
        try await withOffice { server, shops in
            let code = try await shops[0].paidOrder()
            let desk = try await server.desk(in: shops[0])
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { try await desk.press("/admin/pesanan/\(code)/batal").status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [303, 409, 409, 409])
            #expect(try await shops[0].onHand() == 50)
        }
    }

    @Test func `the owner and the manager cancel, and the goods are back`() async throws {
        try await withOffice { server, shops in
            for role in [StaffRole.owner, .manager] {
                let code = try await shops[0].paidOrder()
                #expect(try await shops[0].onHand() == 49)
                let desk = try await server.desk(role, in: shops[0])
                #expect(
                    try await desk.press("/admin/pesanan/\(code)/batal").location
                        == "/admin/pesanan/\(code)?selesai=dibatalkan")
                #expect(try await shops[0].state(of: code) == .cancelled)
                #expect(try await shops[0].onHand() == 50)
            }
        }
    }

    @Test func `a packer sends parcels, and neither cancels nor sees products`() async throws {
        try await withOffice { server, shops in
            let code = try await shops[0].paidOrder()
            let product = try await shops[0].productID()
            let desk = try await server.desk(.packer, in: shops[0])
            let page = try await desk.page("/admin/pesanan/\(code)")
            #expect(!page.contains("/batal"))
            #expect(!page.contains("/admin/produk"))
            let cancel = try await desk.press("/admin/pesanan/\(code)/batal")
            #expect(cancel.status == 403)
            #expect(cancel.text.contains("Akun Anda tidak boleh melakukan ini."))
            for path in ["/admin/produk", "/admin/produk/\(product)"] {
                #expect(!(try await desk.page(path, status: 403)).contains("Kemeja Parang"))
            }
            let change = try await desk.press(
                "/admin/produk/\(product)/varian/\(shops[0].variant)",
                [("harga", "1"), ("harga_coret", ""), ("stok", "0"), ("stok_lama", "49")])
            #expect(change.status == 403)
            #expect(try await desk.press("/admin/produk/\(product)/status", [("status", "archived")]).status == 403)
            #expect(try await shops[0].onHand() == 49)
            #expect(try await shops[0].state(of: code) == .paid)
            let sent = try await desk.press("/admin/pesanan/\(code)/kirim", [("kurir", "jne"), ("resi", "JP123456")])
            #expect(sent.status == 303)
        }
    }

    @Test func `an order that needs a look says why until somebody has looked`() async throws {
        try await withOffice { server, shops in
            let code = try await shops[0].paidOrder()
            try await shops[0].shop.database.query(
                SQL("test_flag", "UPDATE {order} SET attention = 'paid_twice' WHERE code = $1"), .text(code.text))
            let desk = try await server.desk(in: shops[0])
            #expect(try await desk.page("/admin/pesanan").contains("Perlu perhatian"))
            #expect(try await desk.page("/admin/pesanan/\(code)").contains("Dibayar dua kali."))
            #expect(try await desk.press("/admin/pesanan/\(code)/perhatian").status == 303)
            #expect(!(try await desk.page("/admin/pesanan/\(code)").contains("Dibayar dua kali.")))
            #expect(try await shops[0].detail(code).order.attention == nil)
        }
    }

    @Test func `an order that is none is not found`() async throws {
        try await withOffice { server, shops in
            let desk = try await server.desk(in: shops[0])
            let waybill = [("kurir", "jne"), ("resi", "JP123456")]
            for code in ["TK-7K2M9QXF", "tk-7k2m9qxf", "x", "TK-7K2M9QX0", "%3Cscript%3E", "%00", "..%2F..%2Fetc"] {
                #expect(try await desk.page("/admin/pesanan/\(code)", status: 404).contains("Tidak ditemukan"))
                #expect(try await desk.press("/admin/pesanan/\(code)/proses").status == 404, "\(code)")
                #expect(try await desk.press("/admin/pesanan/\(code)/kirim", waybill).status == 404, "\(code)")
            }
        }
    }
}
