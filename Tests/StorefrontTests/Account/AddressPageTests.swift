import Testing

struct AddressPageTests {
    @Test func `the region is chosen step by step, with everything typed kept`() async throws {
        try await withStorehouse { store in
            let siti = try await store.visitor("Siti Rahma")
            let typed = [
                ("penerima", "Bu \"Ani\""), ("telepon", "0812"), ("jalan", "Jl. A < B"), ("kembali", "/checkout"),
            ]
            let step = typed + [("langkah", "wilayah")]
            let one = try await siti.post("/akun/alamat", step + [("provinsi", "32")])
            #expect(one.status == 200 && one.html.contains("<option value=\"32.73\" >Kota Bandung</option>"))
            #expect(one.html.contains("value=\"Bu &quot;Ani&quot;\"") && one.html.contains("Jl. A &lt; B</textarea>"))
            let two = try await siti.post("/akun/alamat", step + [("provinsi", "32"), ("kabupaten", "32.73")])
            #expect(two.html.contains("<option value=\"32.73.02\" >Coblong</option>"))
            let three = try await siti.post(
                "/akun/alamat", step + [("provinsi", "32"), ("kabupaten", "32.73"), ("kecamatan", "32.73.02")])
            #expect(three.html.contains("<option value=\"32.73.02.1002\" >Lebak Gede</option>"))
            let back = try await siti.post("/akun/alamat", step + [("provinsi", "31"), ("kabupaten", "32.73")])
            #expect(back.html.contains("Jakarta Pusat") && !back.html.contains("Coblong"))
        }
    }

    @Test func `wrong fields are named at the field and on top`() async throws {
        try await withStorehouse { store in
            let siti = try await store.visitor("Siti Rahma")
            let page = try await siti.post(
                "/akun/alamat", [("penerima", ""), ("telepon", "12"), ("jalan", "Jl. A"), ("kodepos", "12")])
            #expect(page.status == 422)
            #expect(page.html.contains("<a href=\"#penerima\">Nama penerima: Wajib diisi.</a>"))
            #expect(page.html.contains("<p class=\"field-error\" id=\"telepon-salah\">Isi nomor HP Indonesia"))
            #expect(page.html.contains("Kode pos terdiri dari 5 angka.") && page.html.contains("value=\"12\""))
            #expect(try await siti.get("/akun/alamat").html.contains("Belum ada alamat tersimpan."))
        }
    }

    @Test func `finds a village by name or postal code, saves, changes and removes`() async throws {
        try await withStorehouse { store in
            let siti = try await store.visitor("Siti Rahma")
            let found = try await siti.get("/akun/alamat?cari=40132")
            #expect(found.html.contains("value=\"32.73.02.1002\" checked"))
            let saved = try await siti.post(
                "/akun/alamat",
                [
                    ("penerima", "Siti"), ("telepon", "+62 812-3456-7890"), ("jalan", "Jl. Melati 5"),
                    ("desa", "32.73.02.1002"), ("label", "Rumah"),
                ])
            #expect(saved.location == "/akun/alamat")
            let book = try await siti.get("/akun/alamat")
            #expect(book.html.contains("Lebak Gede, Coblong, Kota Bandung, Jawa Barat 40132"))
            #expect(book.html.contains("081234567890"))
            let number = try #require(book.between("/akun/alamat?ubah=", "\""))
            let edit = try await siti.get("/akun/alamat?ubah=\(number)")
            #expect(edit.html.contains("<option value=\"32.73.02.1002\" selected>Lebak Gede</option>"))
            #expect(try await store.visitor("Budi").get("/akun/alamat?ubah=\(number)").status == 404)
            _ = try await siti.post("/akun/alamat/hapus", [("id", number)])
            #expect(try await siti.get("/akun/alamat").html.contains("Belum ada alamat tersimpan."))
        }
    }

    @Test func `scripts ask for places`() async throws {
        try await withStorehouse { store in
            let visitor = try await store.visitor()
            #expect(try await visitor.get("/wilayah").html.contains(#""nama":"Jawa Barat""#))
            #expect(try await visitor.get("/wilayah?induk=32.73.02").html.contains(#""kodepos":"40132""#))
            #expect(try await visitor.get("/wilayah?induk=99").html == "[]")
        }
    }

    @Test func `signing out ends the session`() async throws {
        try await withStorehouse { store in
            let siti = try await store.visitor("Siti Rahma")
            #expect(try await siti.get("/akun").html.contains("Halo, Siti Rahma"))
            let out = try await siti.post("/keluar", [])
            #expect(out.status == 303 && out.location == "/")
            #expect(try await siti.get("/akun").status == 303)
        }
    }
}
