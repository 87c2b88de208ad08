import Accounts
import Testing

@Suite(.oneShop)
struct ReturnPathTests {
    @Test(arguments: [
        "//evil.example", "https://evil.example", "/\\evil.example", "", "produk", "/a\r\nSet-Cookie: x=1",
        "/ruang kosong",
        "/" + String(repeating: "a", count: 2_000), "javascript:alert(1)",
    ])
    func `nobody is sent out of the shop`(returnTo: String) async throws {
        let shop = try OneShop.shop
        try await withGoogle { google, signIn, _ in
            #expect(try await signIn.visit(shop, google, returnTo: returnTo).returnTo == "/")
            let outcome = try await signIn.visit(shop, google, returnTo: "/keranjang")
            #expect(outcome.returnTo == "/keranjang")
        }
    }
}
