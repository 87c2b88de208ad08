import Ordering
import Postgres
import Shipping
import Tenancy
import Testing
import TokoCore

struct CheckoutPageTests {
    static let address = [
        ("penerima", "Siti Rahma"), ("telepon", "0812 3456 7890"), ("jalan", "Jl. Melati 5"), ("provinsi", "32"),
        ("kabupaten", "32.73"), ("kecamatan", "32.73.02"), ("desa", "32.73.02.1002"),
    ]

    static func ready(_ store: Storehouse, at index: Int = 0) async throws -> StoreVisitor {
        let siti = try await store.visitor("Siti Rahma", at: index)
        _ = try await siti.post(
            "/keranjang/tambah",
            [("varian", "\(store.variants[index])"), ("produk", "kemeja-parang"), ("jumlah", "2")])
        let saved = try await siti.post("/checkout/alamat", address)
        #expect(saved.status == 303)
        #expect(saved.location?.hasPrefix("/checkout?alamat=") == true)
        return siti
    }

    static func form(_ page: StorePage, channel: String, courier: String = "jne|REG|20000") throws -> [(String, String)]
    {
        [
            ("kunci", try #require(page.field("kunci"))), ("alamat", try #require(page.field("alamat"))),
            ("subtotal", try #require(page.field("subtotal"))), ("kurir", courier), ("pembayaran", channel),
            ("catatan", "Bungkus <rapi>"),
        ]
    }

    @Test func `buys with forms alone, pays, and sees it paid`() async throws {
        try await withStorehouse { store in
            let siti = try await Self.ready(store)
            let page = try await siti.get("/checkout")
            #expect(page.html.contains("JNE REG") && page.html.contains("Rp 220.000"))
            let form = try Self.form(page, channel: "BRIVA")
            let again = try await siti.post("/checkout", form + [("langkah", "total")])
            #expect(again.status == 200 && again.html.contains("Rp 224.250"))
            #expect(again.html.contains("value=\"BRIVA\" required checked"))
            #expect(again.html.contains("Bungkus &lt;rapi&gt;"))
            let placed = try await siti.post("/checkout", form)
            let there = try #require(placed.location)
            #expect(placed.status == 303 && there.hasPrefix("/pesanan/TK-"))
            #expect(try await siti.post("/checkout", form).location == there)

            let order = try await siti.get(there)
            #expect(order.html.contains("Nomor Virtual Account") && order.html.contains("Rp 224.250"))
            #expect(order.html.contains("<noscript><meta http-equiv=\"refresh\" content=\"30\"></noscript>"))
            #expect(try await siti.get(there + "/status").html == #"{"state":"pending:open"}"#)
            #expect(try await siti.get("/pesanan").html.contains("Menunggu pembayaran"))

            let reference = try await store.shops[0].database.query(StoreSQL.reference).one().text("reference")
            try await store.tell("/_sandbox/transactions/\(reference)/pay", #"{"wait": true}"#)
            #expect(try await siti.get(there + "?periksa=1").location == there)
            let paid = try await siti.get(there)
            #expect(paid.html.contains("Pembayaran diterima") && !paid.html.contains("Nomor Virtual Account"))
            #expect(try await siti.get(there + "/status").html == #"{"state":"paid:paid"}"#)
        }
    }

    @Test func `a QRIS bill is a picture made here`() async throws {
        try await withStorehouse { store in
            let siti = try await Self.ready(store)
            let placed = try await siti.post(
                "/checkout", try Self.form(try await siti.get("/checkout"), channel: "QRIS2"))
            let order = try await siti.get(try #require(placed.location))
            #expect(order.html.contains("role=\"img\" aria-label=\"Kode QR untuk membayar Rp "))
        }
    }

    @Test func `an order is its customer's alone, and can be cancelled while unpaid`() async throws {
        try await withStorehouse { store in
            let siti = try await Self.ready(store)
            let placed = try await siti.post(
                "/checkout", try Self.form(try await siti.get("/checkout"), channel: "BRIVA"))
            let there = try #require(placed.location)
            for stranger in [try await store.visitor("Budi"), try await store.visitor("Ayu", at: 1)] {
                #expect(try await stranger.get(there).status == 404)
                #expect(try await stranger.get(there + "/status").status == 404)
                #expect(try await stranger.post(there + "/batal", []).status == 404)
            }
            #expect(try await siti.post(there + "/batal", []).status == 303)
            #expect(try await siti.get(there).html.contains("Anda membatalkan pesanan"))
            let late = try await siti.post(there + "/batal", [])
            #expect(late.status == 409 && late.html.contains("sudah tidak dapat dibatalkan"))
        }
    }

    @Test func `what is missing is named, and what was typed is kept`() async throws {
        try await withStorehouse { store in
            let siti = try await Self.ready(store)
            let form = try Self.form(try await siti.get("/checkout"), channel: "BRIVA")
            let none = try await siti.post("/checkout", form.filter { $0.0 != "kurir" && $0.0 != "pembayaran" })
            #expect(none.status == 422)
            #expect(none.html.contains("Pilih kurir.") && none.html.contains("Pilih cara bayar."))
            #expect(none.html.contains("Bungkus &lt;rapi&gt;"))
            let lie = try await siti.post(
                "/checkout", try Self.form(try await siti.get("/checkout"), channel: "BRIVA", courier: "jne|REG|1"))
            #expect(lie.status == 422 && lie.html.contains("Total berubah menjadi Rp 220.000"))
            let odd = try await siti.post("/checkout", try Self.form(try await siti.get("/checkout"), channel: "NIHIL"))
            #expect(odd.status == 422 && odd.html.contains("Cara bayar ini tidak dapat dipakai"))
            #expect(try await siti.get("/pesanan").html.contains("Belum ada pesanan."))
        }
    }

    @Test(arguments: [
        (
            RateError.unavailable("down"),
            "Ongkos kirim kurir sedang tidak dapat dihitung. Keranjang Anda tetap tersimpan: coba lagi beberapa menit"
        ),
        (RateError.refusedKey("no"), "Ongkos kirim kurir sedang tidak dapat dihitung."),
        (RateError.noCourier, "Belum ada kurir yang mengirim ke alamat ini. Pilih alamat lain, atau hubungi penjual."),
        (RateError.unknownDestination, "Kurir tidak mengenali wilayah ini. Periksa kelurahan dan kode posnya"),
        (RateError.quotaExhausted, "jatah hitung ongkos kirim toko ini habis. Keranjang Anda tetap tersimpan"),
        (RateError.misconfigured("no key"), "Toko ini belum mengatur pengiriman. Silakan hubungi penjual."),
    ])
    func `without rates the page says why, and the cart stays`(error: RateError, words: String) async throws {
        try await withStorehouse(couriers: error) { store in
            let siti = try await Self.ready(store)
            let page = try await siti.get("/checkout")
            #expect(page.status == 200 && page.html.contains(words))
            #expect(!page.html.contains("Buat pesanan</button>"))
            #expect(try await siti.get("/keranjang").html.contains("Rp 200.000"))
        }
    }

    @Test func `a provider that makes no bill costs neither order nor cart`() async throws {
        try await withStorehouse { store in
            let siti = try await Self.ready(store)
            let page = try await siti.get("/checkout")
            try await store.tell(
                "/_sandbox/misbehave",
                #"{"provider": "tripay", "endpoint": "create", "mode": "success_false", "times": 1, "milliseconds": 1}"#
            )
            let refused = try await siti.post("/checkout", try Self.form(page, channel: "BRIVA"))
            #expect(refused.status == 422)
            #expect(
                refused.html.contains("keranjang Anda tetap utuh") || refused.html.contains("tidak ada yang ditagihkan")
            )
            #expect(try await siti.get("/keranjang").html.contains("Rp 200.000"))
            let retry = try await siti.post("/checkout", try Self.form(refused, channel: "BNIVA"))
            #expect(retry.location?.hasPrefix("/pesanan/TK-") == true)
        }
    }
}
