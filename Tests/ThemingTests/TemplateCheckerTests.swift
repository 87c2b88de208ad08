import Testing

@testable import Theming

struct TemplateCheckerTests {
    static let shape: Shape = [
        "name": .text, "url": .link, "body": .html, "isNew": .flag,
        "cards": .each(["title": .text, "url": .link]), "shop": .group(["title": .text]),
    ]

    func problems(_ page: String, parts: [String: String] = [:]) throws -> [String] {
        var templates = ["pages/p": try TemplateParser.parse(page, file: "pages/p.mustache")]
        for (name, text) in parts { templates[name] = try TemplateParser.parse(text, file: "\(name).mustache") }
        return TemplateChecker.check(page: "pages/p", shape: Self.shape, templates: templates).map(\.description)
    }

    @Test(arguments: [
        "<h1>{{name}}</h1>{{{body}}}",
        "{{#cards}}<a href=\"{{url}}\" title='{{title}}'>{{name}} {{shop.title}}</a>{{/cards}}",
        "{{^cards}}<p>kosong</p>{{/cards}}{{#shop}}{{title}}{{/shop}}",
        "<input {{#isNew}}checked{{/isNew}} value=\"{{name}}\">",
        "<a class=\"a {{#isNew}}b{{/isNew}}\" href=\"/keranjang\">x</a>",
        "<!doctype html><!-- a < b --><script src=\"{{url}}\" defer></script>",
        "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0h1\"/></svg>",
    ])
    func `lets good templates pass`(template: String) throws {
        #expect(try problems(template) == [])
    }

    @Test(arguments: [
        ("{{nama}}", "unknown name nama; known here: body, cards, isNew, name, shop, url"),
        ("{{shop.name}}", "unknown name shop.name; known here: body, cards, isNew, name, shop, url"),
        ("{{#cards}}{{nope}}{{/cards}}", "unknown name nope; known here: body, cards, isNew, name, shop, title, url"),
        ("{{cards}}", "cards is a section, not a word"),
        ("{{isNew}}", "isNew is a flag: use it as a section"),
        ("{{{name}}}", "name is not markup; write two braces"),
        ("{{body}}", "body is markup; write three braces"),
        ("<p title=\"{{{body}}}\">", "body is markup and may only stand in text"),
        ("<a href=\"{{name}}\">", "name is no address, so it may not stand in href"),
        ("<a href=\"/x/{{url}}\">", "url must be all of href"),
        ("<a href=\"{{url}}?x\">", "href must be one printed name and nothing else"),
        (
            "<a href=\"javascript:alert(1)\">",
            "href must be an address on this shop or one printed name, not javascript:alert(1)"
        ),
        (
            "<img src=\"//evil.test/x.png\">",
            "src must be an address on this shop or one printed name, not //evil.test/x.png"
        ),
        ("<a href=\"{{#isNew}}/x{{/isNew}}\">", "sections may not stand in href"),
        ("<p class={{name}}>", "name may only stand in text or in a quoted attribute"),
        ("<p class=x>", "the value of class must stand in quotes"),
        ("<p {{name}}>", "name may only stand in text or in a quoted attribute"),
        ("<p onclick=\"x\">", "onclick is a script: not allowed"),
        ("<p style=\"color:red\">", "style is not allowed"),
        ("<script>alert(1)</script>", "<script> needs src: scripts belong into assets"),
        ("<script src=\"/x.js\">alert(1)</script>", "scripts belong into assets, not into the page"),
        ("<style>p{}</style>", "<style> is not allowed"),
        ("<iframe src=\"/x\"></iframe>", "<iframe> is not allowed"),
        ("<!-- {{name}} -->", "name may not stand in a comment"),
        ("{{#isNew}}<p class=\"a{{/isNew}}", "section isNew must end where it began, in the same tag"),
        ("{{^shop}}x{{/shop}}", "shop is always there"),
        ("a < b", "write &lt; for a < that opens no element"),
        ("{{>parts/none}}", "there is no parts/none.mustache"),
        ("{{>pages/p}}", "pages may not be included"),
    ])
    func `refuses what would be unsafe or silent`(template: String, message: String) throws {
        #expect(try problems(template) == ["pages/p.mustache:1: \(message)"])
    }

    @Test func `a part that includes itself is named with its circle`() throws {
        let found = try problems("{{>parts/a}}", parts: ["parts/a": "{{>parts/b}}", "parts/b": "\n{{>parts/a}}"])
        #expect(found == ["parts/b.mustache:2: parts/a includes itself: parts/a > parts/b > parts/a"])
    }

    @Test func `parts that multiply are stopped`() throws {
        var parts = ["parts/p0": "x"]
        for level in 1...20 { parts["parts/p\(level)"] = "{{>parts/p\(level - 1)}}{{>parts/p\(level - 1)}}" }
        let found = try problems("{{>parts/p20}}", parts: parts)
        #expect(found.count == 1)
        #expect(found.first?.contains("grows to more than 50000 pieces") == true)
    }

    @Test func `a chain of parts longer than the depth is refused`() throws {
        var parts = ["parts/p0": "x"]
        for level in 1...40 { parts["parts/p\(level)"] = "{{>parts/p\(level - 1)}}" }
        let found = try problems("{{>parts/p40}}", parts: parts)
        #expect(found == ["parts/p9.mustache:1: sections and parts are nested deeper than 32"])
    }

    @Test func `blocks are checked where the layout puts them`() throws {
        let layout = ["layout": "<html><body class=\"{{$class}}a{{/class}}\">{{$main}}{{/main}}</body></html>"]
        #expect(try problems("{{<layout}}{{$main}}{{name}}{{/main}}{{/layout}}", parts: layout) == [])
        #expect(
            try problems("{{<layout}}{{$class}}{{{body}}}{{/class}}{{/layout}}", parts: layout)
                == ["pages/p.mustache:1: body is markup and may only stand in text"])
    }
}
