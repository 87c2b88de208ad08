import Catalog
import OrderingSupport
import Tenancy
import Testing
import TokoCore
import WebClient
import WebSupport

extension SellingShop {
    func productID() async throws -> ProductID {
        try #require(try await CatalogEditor(shop.database).list().rows.first).id
    }

    func onShelf() async throws -> Variant {
        let product = try await CatalogEditor(shop.database).product(try await productID())
        return try #require(product?.variants.first)
    }
}

@Suite struct ProductTests {
    private func form(_ price: String, _ compareAt: String = "", _ onHand: String = "50", seen: String = "50") -> [(
        String, String
    )] {
        [("harga", price), ("harga_coret", compareAt), ("stok", onHand), ("stok_lama", seen)]
    }

    @Test func `price and stock are changed as typed`() async throws {
        try await withOffice { server, shops in
            let desk = try await server.desk(in: shops[0])
            let page = "/admin/produk/\(try await shops[0].productID())"
            let before = try await desk.page(page)
            #expect(before.contains("value=\"100.000\""))
            #expect(before.contains("<input type=\"hidden\" name=\"stok_lama\" value=\"50\">"))
            let saved = try await desk.press(
                "\(page)/varian/\(shops[0].variant)", form("Rp 1.250.000", "1500000", "1.000"))
            #expect(saved.status == 303)
            #expect(saved.location == "\(page)?tersimpan=1")
            #expect(try await desk.page(try #require(saved.location)).contains("Perubahan tersimpan."))
            let variant = try await shops[0].onShelf()
            #expect(variant.price.rupiah == 1_250_000)
            #expect(variant.compareAt?.rupiah == 1_500_000)
            #expect(variant.onHand == 1_000)
        }
    }

    struct Refusal: Sendable {
        var price = "100.000"
        var compareAt = ""
        var onHand = "50"
        let field: String
        let message: String
    }

    static let refusals = [
        Refusal(price: "0", field: "harga", message: "Angkanya di luar batas."),
        Refusal(price: "", field: "harga", message: "Wajib diisi."),
        Refusal(price: "-1", field: "harga", message: "Isi dengan angka bulat"),
        Refusal(price: "1,5", field: "harga", message: "Isi dengan angka bulat"),
        Refusal(price: "1.5", field: "harga", message: "Isi dengan angka bulat"),
        Refusal(price: "1e6", field: "harga", message: "Isi dengan angka bulat"),
        Refusal(price: "١٠٠", field: "harga", message: "Isi dengan angka bulat"),
        Refusal(price: "1000000000001", field: "harga", message: "Angkanya di luar batas."),
        Refusal(price: "99999999999999999999", field: "harga", message: "Angkanya di luar batas."),
        Refusal(compareAt: "99.999", field: "harga_coret", message: "Harga coret harus lebih besar"),
        Refusal(compareAt: "100.000", field: "harga_coret", message: "Harga coret harus lebih besar"),
        Refusal(compareAt: "0", field: "harga_coret", message: "Angkanya di luar batas."),
        Refusal(compareAt: "murah", field: "harga_coret", message: "Isi dengan angka bulat"),
        Refusal(onHand: "", field: "stok", message: "Wajib diisi."),
        Refusal(onHand: "-1", field: "stok", message: "Isi dengan angka bulat"),
        Refusal(onHand: "0,5", field: "stok", message: "Isi dengan angka bulat"),
        Refusal(onHand: "99999999999999999999", field: "stok", message: "Angkanya di luar batas."),
    ]

    @Test func `what cannot be is told at its field, what was typed stays, and nothing is changed`() async throws {
        try await withOffice { server, shops in
            let desk = try await server.desk(in: shops[0])
            let variant = shops[0].variant
            let path = "/admin/produk/\(try await shops[0].productID())/varian/\(variant)"
            for refusal in Self.refusals {
                let response = try await desk.press(path, form(refusal.price, refusal.compareAt, refusal.onHand))
                #expect(response.status == 422, "\(refusal)")
                let id = "\(refusal.field)-\(variant)"
                #expect(
                    response.text.contains("<p class=\"error\" id=\"\(id)-salah\">\(refusal.message)"), "\(refusal)")
                #expect(response.text.contains("aria-invalid=\"true\" aria-describedby=\"\(id)-salah\""), "\(refusal)")
                #expect(response.text.contains("name=\"harga\" value=\"\(refusal.price)\""), "\(refusal)")
                #expect(response.text.contains("name=\"harga_coret\" value=\"\(refusal.compareAt)\""), "\(refusal)")
                #expect(response.text.contains("name=\"stok\" value=\"\(refusal.onHand)\""), "\(refusal)")
            }
            let kept = try await shops[0].onShelf()
            #expect(kept.price.rupiah == SellingShop.price)
            #expect(kept.compareAt == nil)
            #expect(kept.onHand == 50)
        }
    }

    @Test func `a sale while the form is open is not overwritten`() async throws {
        try await withOffice { server, shops in
            let desk = try await server.desk(in: shops[0])
            let path = "/admin/produk/\(try await shops[0].productID())/varian/\(shops[0].variant)"
            _ = try await shops[0].paidOrder()
            let refused = try await desk.press(path, form("110.000", "", "60"))
            #expect(refused.status == 422)
            #expect(refused.text.contains("Stok berubah sewaktu formulir ini terbuka: sekarang 49."))
            #expect(refused.text.contains("name=\"stok\" value=\"60\""))
            #expect(refused.text.contains("name=\"stok_lama\" value=\"49\""))
            #expect(try await shops[0].onHand() == 49)
            #expect(try await shops[0].onShelf().price.rupiah == SellingShop.price)
            #expect(try await desk.press(path, form("110.000", "", "59", seen: "49")).status == 303)
            #expect(try await shops[0].onHand() == 59)
        }
    }

    @Test func `a product is taken out of the shop and put back, by its own form only`() async throws {
        try await withOffice { server, shops in
            let desk = try await server.desk(in: shops[0])
            let page = "/admin/produk/\(try await shops[0].productID())"
            #expect(try await desk.browser.post("\(page)/status", [("status", "archived")]).status == 403)
            #expect(try await desk.press("\(page)/status", [("status", "terjual")]).status == 400)
            #expect(try await desk.page(page).contains("Status: Dijual"))
            #expect(try await desk.press("\(page)/status", [("status", "archived")]).status == 303)
            #expect(try await desk.page(page).contains("Status: Diarsipkan"))
            #expect(try await desk.press("\(page)/status", [("status", "active")]).status == 303)
            #expect(try await desk.page(page).contains("Status: Dijual"))
            let path = "\(page)/varian/\(shops[0].variant)"
            #expect(try await desk.browser.post(path, form("1")).status == 403)
            #expect(try await desk.press("\(page)/varian/999", form("1")).status == 404)
            #expect(try await desk.press("\(page)/varian/x", form("1")).status == 404)
            #expect(try await shops[0].onShelf().price.rupiah == SellingShop.price)
        }
    }

    @Test func `fifty products fill a page, and a search finds names and SKUs`() async throws {
        try await withOffice { server, shops in
            let more = (1...51).map { number in
                ProductDescription(
                    slug: "kopi-\(number)", name: "Kopi \(number) %",
                    variants: [VariantDescription(sku: "KOPI\(number)", priceRupiah: 20_000, weightGrams: 250)])
            }
            try await CatalogEditor(shops[0].shop.database).import(CatalogDescription(products: more))
            let desk = try await server.desk(in: shops[0])
            let first = try await desk.page("/admin/produk")
            #expect(first.contains("52 produk"))
            #expect(first.contains("<a href=\"/admin/produk?cari=&amp;hal=2\">Berikutnya →</a>"))
            let second = try await desk.page("/admin/produk?cari=&hal=2")
            #expect(second.contains("<a href=\"/admin/produk?cari=&amp;hal=1\">← Sebelumnya</a>"))
            #expect(second.contains("Halaman 2 dari 2"))
            #expect(try await desk.page("/admin/produk?cari=KPR").contains("1 produk"))
            #expect(try await desk.page("/admin/produk?cari=%25").contains("51 produk"))
            #expect(try await desk.page("/admin/produk?cari=tidak+ada").contains("0 produk"))
            #expect(try await desk.page("/admin/produk?hal=99999999999999999999").contains("52 produk"))
        }
    }

    @Test func `a product that is none is not found`() async throws {
        try await withOffice { server, shops in
            let desk = try await server.desk(in: shops[0])
            for id in ["0", "-1", "99999999", "99999999999999999999", "x", "1x", "%00", "%D9%A1"] {
                #expect(try await desk.page("/admin/produk/\(id)", status: 404).contains("Tidak ditemukan"))
                let change = try await desk.press("/admin/produk/\(id)/status", [("status", "archived")])
                #expect(change.status == 404, "\(id)")
            }
        }
    }
}
