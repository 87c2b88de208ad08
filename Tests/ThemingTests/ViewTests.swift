import Testing

@testable import Theming

struct ViewTests {
    @Test(arguments: [
        ("/produk/kopi", true), ("/", true), ("#isi", true), ("https://wa.me/62", true), ("tel:+62811", true),
        ("//evil.test", false), ("javascript:alert(1)", false), ("http://x.test", false), ("", false), ("#", false),
        ("/a b", false), ("/\\evil.test", false), ("https://", false), ("data:text/html,x", false),
    ])
    func `a link is on this shop or of a safe kind`(text: String, isLink: Bool) {
        #expect((Link(text) != nil) == isLink)
    }

    @Test func `parts and queries are encoded`() {
        #expect(Link("cari", query: [("q", "kopi & teh"), ("hal", "2")]).text == "/cari?q=kopi%20%26%20teh&hal=2")
        #expect(Link().text == "/")
        #expect(Link("produk", "a/../b").text == "/produk/a%2F..%2Fb")
    }

    @Test func `a quote with an accent on it is escaped all the same`() {
        #expect(HTMLText.escaped("\"\u{301} onload='x' <b>&\0") == "&quot;\u{301} onload=&#39;x&#39; &lt;b&gt;&amp;")
    }

    @Test func `structured data cannot end its element`() {
        let html = SanitisedHTML(structuredData: #"{"name":"</script><b>"}"#)
        #expect(html.markup == #"<script type="application/ld+json">{"name":"\u003c/script>\u003cb>"}</script>"#)
    }

    @Test func `descriptions become paragraphs, headings, lists and bold`() {
        let text = "Satu <b>\ndua\n\n## Bahan\n- **Katun** halus\n- Lilin ** saja\n\nAkhir"
        #expect(
            PlainMarkup.html(text).markup
                == "<p>Satu &lt;b&gt;<br>dua</p><h3>Bahan</h3><ul><li><strong>Katun</strong> halus</li>"
                + "<li>Lilin ** saja</li></ul><p>Akhir</p>")
        #expect(PlainMarkup.summary("## Kopi **Gayo** dari dataran tinggi", limit: 14) == "Kopi Gayo dari…")
    }

    @Test func `a tree is compared with its shape name by name`() {
        let shape: Shape = ["a": .text, "b": .each(["c": .flag]), "d": .group(["e": .link])]
        let good: ViewTree = ["a": "x", "b": .list([["c": true]]), "d": .group(["e": .link(nil)])]
        #expect(shape.differences(from: good) == [])
        let bad: ViewTree = ["a": true, "b": .list([["c": true], [:]]), "f": "x"]
        #expect(
            shape.differences(from: bad)
                == ["a is of another kind", "b[1].c is missing", "d is missing", "f is not in the shape"])
    }

    @Test func `colours are mended until they can be read`() throws {
        let yellow = try #require(Colour("#ffd400"))
        #expect(yellow.contrast(with: .white) < 4.5)
        #expect(yellow.readable(on: .white).contrast(with: .white) >= 4.5)
        let white = Colour.white.contrast(with: .black)
        #expect(white > 20.99 && white < 21.01)
        #expect(Colour("#ffd40") == nil && Colour("red") == nil && Colour("#ggg000") == nil)
    }
}
