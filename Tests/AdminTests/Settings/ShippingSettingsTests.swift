import Accounts
import Admin
import OrderingSupport
import Postgres
import Tenancy
import TestSupport
import Testing
import TokoCore
import WebClient
import WebSupport

@Suite struct ShippingSettingsTests {
    static let good: [(String, String)] = [
        ("aksi", "simpan"), ("produk", "delivery"), ("jatah", "2.500"), ("kurir", "jne"), ("kurir", "sicepat"),
        ("tarif_tetap", "ya"), ("tarif_kapan", "always"), ("zona", "2"), ("z0_nama", "Jakarta"),
        ("z0_wilayah", "dki  jakarta"), ("z0_estimasi", "1-2 hari"), ("z0_baris", "3"), ("z0_b0", "1 kg"),
        ("z0_h0", "15.000"), ("z0_b1", "2,5 kg"), ("z0_h1", "Rp 30000"), ("z0_b2", ""), ("z0_h2", ""),
        ("z1_nama", "Lainnya"), ("z1_wilayah", "semua"), ("z1_estimasi", ""), ("z1_baris", "1"), ("z1_b0", "500 g"),
        ("z1_h0", "40000"), ("ambil", "ya"), ("ambil_alamat", "Jl. Kopi 1"), ("ambil_jam", "09.00-17.00"),
        ("lacak", "komerce"), ("selesai_hari", "7"),
    ]

    private func office(
        _ body: @Sendable (Desk, SellingShop) async throws -> Void
    ) async throws {
        try await withOffice(outside: { AdminOutside(regions: RegionRepository($0[0].fixture.control)) }) {
            server, shops in
            try await body(try await server.desk(in: shops[0]), shops[0])
        }
    }

    private func settings(_ shop: SellingShop) async throws -> ShopSettings {
        try await ShopSettingsRepository(shop.shop.database).load()
    }

    private func with(_ name: String, _ value: String) -> [(String, String)] {
        Self.good.map { $0.0 == name ? (name, value) : $0 }
    }

    @Test func `the form is kept as it was filled in, and shown so again`() async throws {
        try await office { desk, shop in
            let saved = try await desk.press("/admin/pengaturan/pengiriman", Self.good)
            #expect(saved.location == "/admin/pengaturan/pengiriman?tersimpan=1")
            let kept = try await settings(shop)
            #expect(kept.rates.product == .delivery)
            #expect(kept.rates.callsPerDay == 2_500)
            #expect(kept.couriers == ["jne", "sicepat"])
            #expect(kept.trackingSource == .komerce)
            #expect(kept.completeAfterDays == 7)
            #expect(kept.rates.pickup == Pickup(isEnabled: true, address: "Jl. Kopi 1", hours: "09.00-17.00"))
            let table = kept.rates.flatRates
            #expect(table.isEnabled)
            #expect(table.when == .always)
            #expect(table.zones.map(\.name) == ["Jakarta", "Lainnya"])
            #expect(table.zones.map(\.regions) == [["31"], [""]])
            #expect(table.zones[0].steps.map(\.upTo.grams) == [1_000, 2_500])
            #expect(table.zones[0].steps.map(\.cost.rupiah) == [15_000, 30_000])
            #expect(kept.name == shop.shop.settings.name)
            let again = try await desk.page("/admin/pengaturan/pengiriman")
            for text in [
                "value=\"DKI Jakarta\"", "value=\"semua\"", "value=\"2,5 kg\"", "value=\"15.000\"", "value=\"2.500\"",
                "value=\"komerce\" checked", "value=\"always\" checked", "Jl. Kopi 1</textarea>",
            ] {
                #expect(again.contains(text), "\(text)")
            }
        }
    }

    static let mistakes: [(String, String, String)] = [
        ("produk", "", "Pilih salah satu produk."), ("jatah", "0", "Isi dengan angka 1 sampai 1.000.000"),
        ("jatah", "banyak", "Isi dengan angka 1 sampai 1.000.000"),
        ("selesai_hari", "61", "Isi dengan angka 0 sampai 60."),
        ("selesai_hari", "-1", "Isi dengan angka 0 sampai 60."), ("z0_nama", "", "Isi nama zona"),
        ("z1_nama", "Jakarta", "Nama ini sudah dipakai zona lain."),
        ("z0_wilayah", "Wakanda", "“Wakanda” bukan nama atau kode provinsi"), ("z0_wilayah", "", "Isi wilayahnya"),
        ("z1_wilayah", "31", "“31” sudah ada di zona lain."), ("z0_b0", "3 kg", "Urutkan dari yang ringan"),
        ("z0_b0", "berat", "Isi berat, misalnya 1 kg atau 500 g."), ("z0_h0", "-5", "Isi harga, misalnya 15.000."),
        ("z0_h0", "", "Isi harga, misalnya 15.000."), ("ambil_alamat", "", "Isi alamat tempat pembeli mengambil."),
        ("z0_wilayah", "<script>alert(1)</script>", "bukan nama atau kode provinsi"),
    ]

    @Test(arguments: mistakes)
    func `what cannot be is told at its field, nothing typed is lost and nothing is kept`(
        field: String, value: String, message: String
    ) async throws {
        try await office { desk, shop in
            let before = try await settings(shop)
            let answer = try await desk.press("/admin/pengaturan/pengiriman", with(field, value))
            #expect(answer.status == 422)
            #expect(answer.text.contains(message))
            #expect(answer.text.contains("id=\"\(field)-salah\""))
            #expect(!answer.text.contains("<script"))
            for (name, typed) in with(field, value)
            where !typed.isEmpty && (name.hasPrefix("z0_") || name.hasPrefix("z1_")) && !name.hasSuffix("_baris") {
                let shown = typed.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
                #expect(answer.text.contains("name=\"\(name)\" value=\"\(shown)\""), "\(name)")
            }
            #expect(try await settings(shop) == before)
        }
    }

    @Test func `without a courier nothing is kept, and all of them are no choice`() async throws {
        try await office { desk, shop in
            let none = Self.good.filter { $0.0 != "kurir" }
            let answer = try await desk.press("/admin/pengaturan/pengiriman", none)
            #expect(answer.status == 422)
            #expect(answer.text.contains("Pilih paling sedikit satu kurir."))
            let page = try await desk.page("/admin/pengaturan/pengiriman")
            let all = page.split(separator: "name=\"kurir\" value=\"").dropFirst().map { part in
                ("kurir", String(part.prefix { $0 != "\"" }))
            }
            #expect(all.count == 17)
            #expect(try await desk.press("/admin/pengaturan/pengiriman", none + all).status == 303)
            #expect(try await settings(shop).couriers == [])
        }
    }

    @Test func `room for a zone keeps nothing, and a ticked zone goes`() async throws {
        try await office { desk, shop in
            let before = try await settings(shop)
            let more = try await desk.press("/admin/pengaturan/pengiriman", with("aksi", "tambah"))
            #expect(more.status == 200)
            #expect(more.text.contains("name=\"zona\" value=\"3\""))
            #expect(more.text.contains("name=\"z0_nama\" value=\"Jakarta\""))
            #expect(try await settings(shop) == before)
            let gone = try await desk.press("/admin/pengaturan/pengiriman", Self.good + [("z0_hapus", "ya")])
            #expect(gone.status == 303)
            #expect(try await settings(shop).rates.flatRates.zones.map(\.name) == ["Lainnya"])
        }
    }

    @Test func `a packer, a form without its token and another shop's people change nothing`() async throws {
        try await withOffice(2) { server, shops in
            let path = "/admin/pengaturan/pengiriman"
            let before = try await settings(shops[0])
            let packer = try await server.desk(.packer, in: shops[0])
            _ = try await packer.page(path, status: 403)
            #expect(try await packer.press(path, Self.good).status == 403)
            let owner = try await server.desk(in: shops[0])
            #expect(try await owner.browser.post(path, Self.good).status == 403)
            let stranger = Desk(try await shops[1].staff(.manager), at: shops[0].fixture.host, of: server)
            #expect(try await stranger.press(path, Self.good).location == "/admin/masuk?kembali=%2F")
            #expect(try await settings(shops[0]) == before)
        }
    }
}
