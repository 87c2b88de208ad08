import Catalog
import Ordering
import OrderingSupport
import Tenancy
import TestSupport
import Testing
import TokoCore
import WebClient
import WebSupport

/// One shop's people, orders and products do not exist in another.
@Suite struct TwoShopsTests {
    @Test func `a session of one shop is nobody's in another`() async throws {
        try await withOffice(2) { server, shops in
            let session = try await shops[0].staff()
            let stranger = Desk(session, at: shops[1].fixture.host, of: server)
            #expect(
                try await stranger.browser.get("/admin/pesanan").location == "/admin/masuk?kembali=%2Fadmin%2Fpesanan")
            let code = try await shops[1].paidOrder()
            let act = try await stranger.press("/admin/pesanan/\(code)/batal")
            #expect(act.status == 303)
            #expect(act.location == "/admin/masuk?kembali=%2F")
            #expect(try await shops[1].state(of: code) == .paid)
        }
    }

    @Test func `an order of one shop cannot be seen or moved from another`() async throws {
        try await withOffice(2) { server, shops in
            let code = try await shops[0].paidOrder(by: "Siti")
            let neighbour = try await server.desk(in: shops[1])
            #expect(!(try await neighbour.page("/admin/pesanan?status=semua")).contains(code.text))
            #expect(!(try await neighbour.page("/admin/pesanan?cari=Siti")).contains(code.text))
            #expect(!(try await neighbour.page("/admin/pesanan/\(code)", status: 404)).contains("Siti"))
            let waybill = [("kurir", "jne"), ("resi", "JP123456")]
            for act in ["proses", "batal", "kirim", "perhatian"] {
                #expect(try await neighbour.press("/admin/pesanan/\(code)/\(act)", waybill).status == 404, "\(act)")
            }
            #expect(try await shops[0].detail(code).events.map(\.reason) == ["placed", "paid"])
        }
    }

    @Test func `a product of one shop cannot be seen or changed from another`() async throws {
        try await withOffice(2) { server, shops in
            // Numbers begin anew in every shop, so take one that the other does not have yet.
            let second = ProductDescription(
                slug: "kopi", name: "Kopi Rahasia",
                variants: [VariantDescription(sku: "KOPI", priceRupiah: 20_000, weightGrams: 250, openingStock: 5)])
            let editor = CatalogEditor(shops[0].shop.database)
            try await editor.import(CatalogDescription(products: [second]))
            let row = try #require(try await editor.list(search: "KOPI").rows.first)
            let variant = try #require(try await editor.product(row.id)?.variants.first)

            let neighbour = try await server.desk(in: shops[1])
            let fields = [("harga", "1"), ("harga_coret", ""), ("stok", "0"), ("stok_lama", "5")]
            #expect(!(try await neighbour.page("/admin/produk/\(row.id)", status: 404)).contains("Kopi Rahasia"))
            #expect(!(try await neighbour.page("/admin/produk?cari=kopi")).contains("Kopi Rahasia"))
            for product in [row.id, try await shops[1].productID()] {
                let path = "/admin/produk/\(product)/varian/\(variant.id)"
                #expect(try await neighbour.press(path, fields).status == 404)
            }
            // The numbers that both have are each shop's own.
            let own = "/admin/produk/\(try await shops[1].productID())/varian/\(shops[1].variant)"
            let changed = [("harga", "5000"), ("harga_coret", ""), ("stok", "1"), ("stok_lama", "50")]
            #expect(try await neighbour.press(own, changed).status == 303)
            #expect(try await shops[0].onShelf().price.rupiah == SellingShop.price)
            #expect(try await shops[0].onHand() == 50)
            #expect(try #require(try await editor.product(row.id)?.variants.first).price.rupiah == 20_000)
        }
    }
}
