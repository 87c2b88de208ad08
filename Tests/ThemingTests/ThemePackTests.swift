import FoundationEssentials
import Logging
import Testing

@testable import Theming

/// A pack in a folder of its own, gone when the test ends.
final class ScratchPack {
    static let pages = [PageShape("home", ["name": .text, "url": .link])]
    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    let themes: String
    var folder: String { "\(themes)/uji" }

    init() throws {
        themes =
            FileManager.default.temporaryDirectory.appending(path: "pack-\(UInt64.random(in: 0...UInt64.max))").path
        try write("theme.toml", Self.manifest)
        try write("layout.mustache", "<main>{{$main}}{{/main}}</main>")
        try write(
            "pages/home.mustache",
            "{{<layout}}{{$main}}<a href=\"{{url}}\">{{t.hello}} {{name}}</a>{{/main}}{{/layout}}")
        try write("assets/hero-line.svg", "<svg/>")
        try write("locales/id.json", "{\"hello\": \"Halo\"}")
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: themes)
        } catch {
            Issue.record(error)
        }
    }

    func write(_ file: String, _ text: String) throws {
        let path = "\(folder)/\(file)"
        let parent = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    func load() throws(ThemeError) -> ThemePack { try ThemePack(folder: folder, pages: Self.pages) }

    func problems() -> [String] {
        do throws(ThemeError) {
            _ = try load()
            return []
        } catch {
            guard case .refused(_, let problems) = error else { return ["\(error)"] }
            return problems.map(\.description)
        }
    }

    static let manifest = """
        id = "uji"
        name = "Uji"
        version = "1.0"
        [settings.accent]
        type = "colour"
        label = "Warna"
        default = "#123456"
        [settings.font]
        type = "choice"
        label = "Huruf"
        default = "sans"
        choices = ["sans", "serif"]
        """
}

struct ThemePackTests {
    @Test func `renders a page with its words, escaped, and its fields as links`() throws {
        let pack = try ScratchPack().load()
        let html = try pack.render(
            "home", ["name": "<b> & \"kopi\"", "url": .link(Link("produk", "x"))],
            settings: pack.settings(choosing: [:]))
        #expect(html == "<main><a href=\"/produk/x\">Halo &lt;b&gt; &amp; &quot;kopi&quot;</a></main>")
    }

    @Test(arguments: [
        (
            "pages/home.mustache", "{{nope}}",
            "pages/home.mustache:1: unknown name nope; known here: asset, name, settings, t, url"
        ),
        (
            "pages/home.mustache", "{{t.bye}}",
            "pages/home.mustache:1: unknown name t.bye; known here: asset, name, settings, t, url"
        ),
        ("pages/lain.mustache", "x", "pages/lain.mustache: the platform has no such page"),
        ("assets/x.css", "a{}\n@import 'y';", "assets/x.css:2: @import is not allowed"),
        (
            "assets/x.php", "",
            "assets/x.php: expected a file name of a-z 0-9 - ending in css, jpg, js, png, svg, webp, woff2"
        ),
        ("locales/en.json", "{}", "locales/en.json: hello is missing (compared with id.json)"),
        ("locales/id.json", "[1]", "locales/id.json: expected a JSON object of texts and objects of texts"),
        ("theme.toml", "id = \"lain\"", "theme.toml: id: expected the folder's name, uji"),
        ("theme.toml", "id = ", "theme.toml:1: "),
        (
            "theme.toml",
            ScratchPack.manifest + "\n[settings.x]\ntype = \"colour\"\nlabel = \"x\"\ndefault = \"merah\"",
            "theme.toml: settings.x.default: expected a colour like #0f766e"
        ),
    ])
    func `says which file is wrong, and how`(file: String, text: String, problem: String) throws {
        let pack = try ScratchPack()
        try pack.write(file, text)
        #expect(pack.problems().first?.hasPrefix(problem) == true, "\(pack.problems())")
    }

    @Test func `a missing page is named`() throws {
        let pack = try ScratchPack()
        try FileManager.default.removeItem(atPath: "\(pack.folder)/pages/home.mustache")
        #expect(pack.problems() == ["pages/home.mustache: is missing"])
    }

    @Test func `a template beyond its size is refused unread`() throws {
        let pack = try ScratchPack()
        try pack.write("parts/big.mustache", String(repeating: "x", count: 65_537))
        #expect(pack.problems() == ["parts/big.mustache: is larger than 65536 bytes"])
    }

    @Test func `choices that do not fit fall back and are named`() throws {
        let pack = try ScratchPack().load()
        let settings = pack.settings(choosing: ["accent": "merah", "font": "serif"])
        #expect(settings.values == ["accent": "#123456", "font": "serif"])
        #expect(settings.stylesheet == ":root{--accent:#123456;--on-accent:#ffffff;--accent-text:#123456}\n")
        #expect(pack.problems(choosing: ["accent": "merah"]) == ["accent: expected a colour like #0f766e"])
    }
}

struct ThemeLibraryTests {
    @Test func `an address shows what it once did or nothing`() throws {
        let pack = try ScratchPack()
        let library = try ThemeLibrary(directory: pack.themes, pages: ScratchPack.pages, logger: ScratchPack.quiet)
        let fingerprint = try library.pack("uji").fingerprint
        #expect(
            library.asset(pack: "uji", fingerprint: fingerprint, file: "hero-line.svg")?.contentType == "image/svg+xml")
        #expect(library.asset(pack: "uji", fingerprint: "0000000000000000", file: "hero-line.svg") == nil)
        #expect(library.asset(pack: "uji", fingerprint: fingerprint, file: "../theme.toml") == nil)
        #expect(throws: ThemeError.unknownPack("lain")) { try library.pack("lain") }
    }

    @Test func `while developing, a good change shows and a broken one keeps the last good form`() throws {
        let pack = try ScratchPack()
        let library = try ThemeLibrary(
            directory: pack.themes, pages: ScratchPack.pages, reloads: true, logger: ScratchPack.quiet)
        let view: ViewTree = ["name": "Siti", "url": .link(nil)]
        #expect(try library.render("home", view, pack: "uji", choosing: [:]).contains("Halo Siti"))
        try pack.write("pages/home.mustache", "Hai {{name}}")
        #expect(try library.render("home", view, pack: "uji", choosing: [:]) == "Hai Siti")
        try pack.write("parts/new.mustache", "{{#a}}")
        #expect(try library.render("home", view, pack: "uji", choosing: [:]) == "Hai Siti")
    }

    @Test func `a broken pack stops the start`() throws {
        let pack = try ScratchPack()
        try pack.write("pages/home.mustache", "{{#name}}")
        #expect(throws: ThemeError.self) {
            try ThemeLibrary(directory: pack.themes, pages: ScratchPack.pages, logger: ScratchPack.quiet)
        }
    }
}
