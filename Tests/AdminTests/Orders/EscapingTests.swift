import Accounts
import OrderingSupport
import Postgres
import Tenancy
import TestSupport
import Testing
import TokoCore
import WebClient
import WebSupport

/// What buyers, owners and agencies type is text on every page of the owner, never markup.
@Suite struct EscapingTests {
    static let evil = "<script>alert(\"x\")</script>"
    static let rename = SQL("test_rename", "UPDATE {shop} SET name = $1")

    @Test func `no name, address, note or search becomes markup`() async throws {
        try await withOffice(product: Self.evil) { _, shops in
            try await shops[0].shop.database.query(Self.rename, .text("Toko <b>\"Sari\"</b>"))
            let code = try await shops[0].paidOrder(
                by: Self.evil, street: "<img src=x onerror=alert(1)>", note: "\"'><svg onload=alert(1)>")
            let people = StaffRepository(shops[0].shop.database)
            let link = try await people.invite(email: "ibu@shop.test", name: "Ibu <u>Sari</u>", role: .owner)
            let session = try await people.acceptLink(link.text, password: "kopi tubruk manis")
            try await withServer(of: [shops[0].fixture]) { group in
                group.addOffice()
            } _: { server in
                let desk = Desk(session, at: "shop-1.test", of: server)
                let product = "/admin/produk/\(try await shops[0].productID())"
                for path in [
                    "/admin/pesanan", "/admin/pesanan?cari=%3Cscript%3E", "/admin/pesanan?status=%3Cscript%3E",
                    "/admin/pesanan?cari=%3Cscript%3Exyz", "/admin/pesanan/\(code)",
                    "/admin/pesanan/\(code)?selesai=%3Cscript%3E", "/admin/produk", "/admin/produk?cari=%3Cscript%3E",
                    product, "\(product)?tersimpan=%3Cscript%3E",
                ] {
                    let page = try await desk.page(path)
                    for markup in ["<script", "<img src=x", "<svg", "<b>", "<u>", "\"Sari\"", "onload=alert(1)>"] {
                        #expect(!page.contains(markup), "\(markup) on \(path)")
                    }
                    #expect(page.contains("Toko &lt;b&gt;&quot;Sari&quot;&lt;/b&gt;"), "\(path)")
                    #expect(page.contains("Ibu &lt;u&gt;Sari&lt;/u&gt;"), "\(path)")
                }
                let order = try await desk.page("/admin/pesanan/\(code)")
                #expect(order.contains("&lt;img src=x onerror=alert(1)&gt;"))
                #expect(order.contains("&quot;&#39;&gt;&lt;svg onload=alert(1)&gt;"))
                #expect(order.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"))
                let refused = try await desk.press(
                    "/admin/pesanan/\(code)/kirim", [("kurir", Self.evil), ("resi", "\"><script>")])
                #expect(refused.status == 422)
                #expect(!refused.text.contains("<script"))
            }
        }
    }
}
