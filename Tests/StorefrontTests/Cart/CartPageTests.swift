import Ordering
import Postgres
import Tenancy
import Testing
import TokoCore

struct CartPageTests {
    static func add(_ pieces: String, _ store: Storehouse) -> [(String, String)] {
        [("varian", "\(store.variants[0])"), ("produk", "kemeja-parang"), ("jumlah", pieces)]
    }

    @Test func `somebody signed in adds, and sees it said`() async throws {
        try await withStorehouse { store in
            let siti = try await store.visitor("Siti Rahma")
            let answer = try await siti.post("/keranjang/tambah", Self.add("2", store), token: false)
            #expect(answer.status == 303)
            let there = try #require(answer.location)
            #expect(there == "/produk/kemeja-parang?varian=\(store.variants[0])&pesan=ditambah")
            #expect(try await siti.get(there).html.contains("Kemeja Parang ada di keranjang."))
            let brief = try await siti.get("/akun/ringkas")
            #expect(brief.html == #"{"name":"Siti","cartCount":2}"# || brief.html == #"{"cartCount":2,"name":"Siti"}"#)
            let cart = try await siti.get("/keranjang")
            #expect(cart.html.contains("Rp 200.000") && cart.html.contains("600 g"))
        }
    }

    @Test func `somebody signed out is asked to sign in, and what they wanted is kept`() async throws {
        try await withStorehouse { store in
            let stranger = try await store.visitor()
            let answer = try await stranger.post("/keranjang/tambah", Self.add("2", store))
            let there = try #require(answer.location)
            #expect(answer.status == 303)
            #expect(there.hasPrefix("/masuk?kembali=%2Fproduk%2Fkemeja-parang"))
            let page = try await stranger.get(there)
            #expect(page.html.contains("langsung masuk ke keranjang"))
            #expect(page.html.contains("varian=\(store.variants[0])&amp;jumlah=2"))
            let script = try await stranger.post(
                "/keranjang/tambah", Self.add("2", store), headers: [("Accept", "application/json")])
            #expect(script.status == 200 && script.html.contains("\"location\""))
        }
    }

    @Test(arguments: [
        ("0", "Jumlah paling sedikit 1."), ("-5", "Jumlah paling sedikit 1."),
        ("0.5", "Isi jumlah dengan angka bulat"), ("1e3", "Isi jumlah dengan angka bulat"),
        ("", "Isi jumlah dengan angka bulat"), ("10000", "Jumlah paling banyak 9.999."), ("11", "Stok tinggal 10."),
    ])
    func `a wrong quantity is refused with its reason and kept in the field`(typed: String, reason: String) async throws
    {
        try await withStorehouse { store in
            let siti = try await store.visitor("Siti")
            let page = try await siti.post("/keranjang/tambah", Self.add(typed, store))
            #expect(page.status == 422)
            #expect(page.html.contains(reason))
            #expect(page.html.contains("step=\"1\" value=\"\(typed)\" required aria-invalid=\"true\""))
            let customer = try #require(siti.customer)
            #expect(try await CartService(store.shops[0].database).pieces(of: customer) == 0)
        }
    }

    @Test func `a change beyond the stock is refused at its line`() async throws {
        try await withStorehouse { store in
            let siti = try await store.visitor("Siti")
            _ = try await siti.post("/keranjang/tambah", Self.add("2", store))
            let line = ("varian", "\(store.variants[0])")
            let page = try await siti.post("/keranjang/ubah", [line, ("jumlah", "11")])
            #expect(page.status == 422)
            #expect(page.html.contains("Ada yang perlu diperbaiki") && page.html.contains("Stok tinggal 10."))
            #expect(page.html.contains("href=\"#jumlah-\(store.variants[0])\""))
            let good = try await siti.post("/keranjang/ubah", [line, ("jumlah", "3")])
            #expect(good.status == 303 && good.location == "/keranjang")
            #expect(try await siti.get("/keranjang").html.contains("Rp 300.000"))
            _ = try await siti.post("/keranjang/hapus", [line])
            #expect(try await siti.get("/keranjang").html.contains("Keranjang Anda masih kosong."))
        }
    }

    @Test func `a changed price is told once`() async throws {
        try await withStorehouse { store in
            let siti = try await store.visitor("Siti")
            _ = try await siti.post("/keranjang/tambah", Self.add("1", store))
            try await store.shops[0].database.query(StoreSQL.price, .int(90_000))
            let told = "Harga turun dari Rp 100.000 menjadi Rp 90.000."
            #expect(try await siti.get("/keranjang").html.contains(told))
            #expect(try await siti.get("/keranjang").html.contains(told) == false)
        }
    }

    @Test func `a form from another site, or without the session's token, changes nothing`() async throws {
        try await withStorehouse { store in
            let siti = try await store.visitor("Siti")
            let foreign = try await siti.post("/keranjang/tambah", Self.add("1", store), from: "cross-site")
            #expect(foreign.status == 403 && foreign.html.contains("Permintaan ditolak"))
            let line = ("varian", "\(store.variants[0])")
            #expect(try await siti.post("/keranjang/hapus", [line], token: false).status == 403)
            #expect(try await siti.post("/keluar", [], token: false).status == 403)
            let customer = try #require(siti.customer)
            #expect(try await CartService(store.shops[0].database).pieces(of: customer) == 0)
        }
    }

    @Test func `the other shop does not know this shop's cookie`() async throws {
        try await withStorehouse { store in
            let siti = try await store.visitor("Siti")
            var there = try await store.visitor(at: 1)
            there.cookie = siti.cookie
            for path in ["/keranjang", "/checkout", "/pesanan", "/akun", "/akun/alamat"] {
                let page = try await there.get(path)
                #expect(page.status == 303, "\(path)")
                #expect(page.location?.hasPrefix("/masuk?kembali=%2F") == true, "\(path)")
            }
        }
    }
}
