import Testing
import WebClient

struct SignInPageTests {
    @Test func `a shop without keys at Google says so, and nothing breaks`() async throws {
        try await withStorehouse { store in
            let page = try await store.visitor().get("/auth/google?kembali=/keranjang")
            #expect(page.status == 503)
            #expect(page.html.contains("Masuk dengan Google belum diatur dengan benar di toko ini."))
            #expect(page.html.contains("/auth/google?kembali=%2Fkeranjang"))
        }
    }

    @Test func `goes to Google and back to what they wanted, with it in the cart`() async throws {
        try await withStorehouse(google: true) { store in
            var stranger = try await store.visitor()
            let wanted = "/masuk?kembali=%2Fproduk%2Fkemeja-parang&varian=\(store.variants[0])&jumlah=2"
            let link = try #require(try await stranger.get(wanted).between("href=\"/auth/google", "\""))
            let address = "/auth/google" + link.replacing("&amp;", with: "&")
            let left = try await stranger.get(address)
            #expect(left.status == 303)
            let google = try #require(left.location)
            #expect(google.contains("redirect_uri=http%3A%2F%2Fshop-1.test%2Fauth%2Fgoogle%2Fcallback"))
            let browser = try #require(left.cookie("tokoku_masuk"))
            stranger.cookie = "tokoku_masuk=\(browser)"
            let back = try await store.chooseAccount(google)
            let arrived = try await stranger.get(back)
            #expect(arrived.status == 303)
            #expect(arrived.location == "/produk/kemeja-parang?varian=\(store.variants[0])&pesan=ditambah")
            stranger.cookie = "tokoku=\(try #require(arrived.cookie("tokoku")))"
            #expect(try await stranger.get("/keranjang").html.contains("Rp 200.000"))
            #expect(try await stranger.get(back).status == 422)
        }
    }

    @Test(arguments: ["//evil.test", "https://evil.test", "/\\evil.test", "javascript:alert(1)"])
    func `nobody is sent elsewhere after signing in`(target: String) async throws {
        try await withStorehouse { store in
            let siti = try await store.visitor("Siti")
            let page = try await siti.get("/masuk?kembali=\(WebClient.Form.encode(target))")
            #expect(page.status == 303 && page.location == "/")
        }
    }
}
