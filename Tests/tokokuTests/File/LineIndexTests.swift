import Testing

@testable import tokoku

@Suite struct LineIndexTests {
    static let text = """
        # A shop
        slug = "batik"
        text = \"\"\"
        [theme]
        not = "a key" \\"\"\" ]
        ends here\"\"\"\"
        quoted."a.b" = 'x # y'

        [theme] # a comment with ' and "
        id = "dasar"
        [theme.settings]
        accent = "#7a3b12"
        list = [ "a", # first
          "b" ]
        last = 1

        [[product]]
        slug = "satu"
        images = [
          { file = "a.webp" },
          { file = "b.webp", alt = "}" },
        ]
        [[product.variant]]
        sku = "S"
        [[product.variant]]
        sku = "M"
        [[product]]
        slug = "dua"
        [[product.variant]]
        sku = "L"
        """

    @Test(arguments: [
        ("slug", 2), ("text", 3), ("quoted.a.b", 7), ("theme", 9), ("theme.id", 10), ("theme.settings", 11),
        ("theme.settings.accent", 12), ("theme.settings.list", 13), ("theme.settings.last", 15), ("product[0]", 17),
        ("product[0].slug", 18), ("product[0].images", 19), ("product[0].images[1]", 21),
        ("product[0].images[1].alt", 21), ("product[0].variant[0].sku", 24), ("product[0].variant[1].sku", 26),
        ("product[1].slug", 28), ("product[1].variant[0].sku", 30),
    ])
    func `every key is found on its line`(key: String, line: Int) {
        #expect(LineIndex(Self.text).line(of: key) == line)
    }

    @Test(arguments: [
        ("theme.colour", 9), ("product[1].variant[0].price", 29), ("name", 1), ("product[0].images[7]", 19),
    ])
    func `a missing key is reported at its table`(key: String, line: Int) {
        #expect(LineIndex(Self.text).line(of: key) == line)
    }
}
