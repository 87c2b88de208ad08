import Accounts
import OrderingSupport
import Tenancy
import TestSupport
import Testing
import WebClient
import WebSupport

@Suite struct NoticeSettingsTests {
    private static let path = "/admin/pengaturan/whatsapp"
    static let good = [
        ("telepon", "0812-3456-7890"), ("pembeli", "ya"), ("bahasa", "id"), ("stok_menipis", "5"),
        ("templat_owner_new_order", "order_masuk"), ("templat_owner_paid", "pesanan_dibayar_toko"),
    ]

    @Test func `whom to tell and in which template is kept, and the platform's own names are no choice`() async throws {
        try await withOffice { server, shops in
            let desk = try await server.desk(in: shops[0])
            #expect(try await desk.press(Self.path, Self.good).location == "\(Self.path)?tersimpan=1")
            let kept = try await ShopSettingsRepository(shops[0].shop.database).load()
            #expect(
                kept.whatsApp
                    == WhatsAppChoices(
                        ownerPhone: "+6281234567890", customers: true, language: "id",
                        templates: [.newOrder: "order_masuk"]))
            #expect(kept.lowStockPieces == 5)
            #expect(try await desk.page(Self.path).contains("value=\"order_masuk\""))
            #expect(try await desk.press(Self.path, [("bahasa", "id"), ("stok_menipis", "0")]).status == 303)
            #expect(try await ShopSettingsRepository(shops[0].shop.database).load().whatsApp == WhatsAppChoices())
        }
    }

    @Test(arguments: [
        ("telepon", "12345", "Isi nomor ponsel Indonesia"), ("stok_menipis", "-1", "Isi dengan angka 0 sampai 100000."),
        ("stok_menipis", "banyak", "Isi dengan angka"), ("bahasa", "", "Isi kode bahasa templat"),
        ("templat_owner_new_order", "Pesanan Baru", "Nama templat hanya huruf kecil"),
        ("templat_owner_new_order", "<script>", "Nama templat hanya huruf kecil"),
    ])
    func `what cannot be is told at its field, and what was typed stays`(
        field: String, typed: String, message: String
    ) async throws {
        try await withOffice { server, shops in
            let desk = try await server.desk(in: shops[0])
            let before = try await ShopSettingsRepository(shops[0].shop.database).load()
            let answer = try await desk.press(Self.path, Self.good.map { $0.0 == field ? (field, typed) : $0 })
            #expect(answer.status == 422)
            #expect(answer.text.contains(message))
            #expect(answer.text.contains("id=\"\(field)-salah\""))
            #expect(
                answer.text.contains(
                    "name=\"\(field)\" value=\"\(typed.replacing("<", with: "&lt;").replacing(">", with: "&gt;"))\""))
            #expect(try await ShopSettingsRepository(shops[0].shop.database).load() == before)
            let packer = try await server.desk(.packer, in: shops[0])
            #expect(try await packer.press(Self.path, Self.good).status == 403)
        }
    }
}
