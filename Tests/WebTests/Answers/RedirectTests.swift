import HTTPTypes
import Testing
import TokoCore
import Web

@Suite struct RedirectTests {
    @Test(arguments: [
        "/", "/keranjang", "/produk/kopi?varian=3#ulasan", "/cari?q=a%2Fb", "/a//b", "/%2F%2Fevil.example", "/%5Cevil",
        "/@evil.example", "/.evil.example", "/https://evil.example",
    ])
    func `a path of this shop is gone to`(path: String) {
        let page = Page.redirect(to: path)
        #expect(page.status == .seeOther)
        #expect(page.headers[.location] == path)
        #expect(page.headers[.cacheControl] == "no-store")
    }

    @Test(arguments: [
        "", "keranjang", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\\/evil.example",
        "https://evil.example", "http:/evil", "HTTPS://evil.example", "javascript:alert(1)", "data:text/html,x",
        " /keranjang", "/ keranjang", "/\t/evil.example", "/\n/evil.example", "\n//evil.example",
        "/a\r\nSet-Cookie: tokoku=1", "/a\u{0}", "/a\u{7f}", "/é", "/\u{2028}", "/\u{ff0f}evil.example",
        ".//evil.example",
        "?kembali=/", "/" + String(repeating: "a", count: 2_000),
    ])
    func `anything else goes to the home page`(path: String) {
        #expect(LocalPath(path) == nil)
        #expect(Page.redirect(to: path).headers[.location] == "/")
    }

    @Test(arguments: [
        ("Kopi & Teh", "Kopi &amp; Teh"), ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\" onfocus='x", "&quot; onfocus=&#39;x"), ("&lt;", "&amp;lt;"), ("é 🍵", "é 🍵"), ("", ""),
        ("<\u{338}b", "&lt;\u{338}b"),
    ])
    func `text is harmless in HTML`(text: String, html: String) {
        #expect(HTML.escape(text) == html)
    }
}
