import FoundationEssentials
import Testing
import Theming

@testable import Storefront

/// The packs that come with the platform, against the pages that the platform has.
struct PackTests {
    static let themes = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Themes").path

    @Test func `dasar passes every check and says every page`() throws {
        let pack = try ThemePack(folder: "\(Self.themes)/dasar", pages: Storefront.pages)
        #expect(pack.id == "dasar")
        #expect(pack.languages == ["id"])
        #expect(pack.problems(choosing: ["accent": "#8a3324", "font": "serif"]) == [])
        #expect(
            pack.problems(choosing: ["accent": "red", "colour": "x"])
                == [
                    "accent: expected a colour like #0f766e",
                    "colour: dasar has no such setting; it has accent, accent_soft, announcement, corners, font, "
                        + "hero_image, hero_text, hero_title, ink, logo, paper",
                ])
    }

    @Test func `every colour a shop may choose stays readable`() throws {
        let pack = try ThemePack(folder: "\(Self.themes)/dasar", pages: Storefront.pages)
        let settings = pack.settings(choosing: ["accent": "#ffd400", "paper": "#ffffff"])
        #expect(settings.stylesheet.contains("--accent:#ffd400;--on-accent:#"))
        #expect(!settings.stylesheet.contains("--accent-text:#ffd400"))
    }

    @Test func `the style sheet and the script stay small`() throws {
        let pack = try ThemePack(folder: "\(Self.themes)/dasar", pages: Storefront.pages)
        #expect((pack.asset("style.css")?.bytes.count ?? .max) < 32_768)
        #expect((pack.asset("app.js")?.bytes.count ?? .max) < 14 * 1_024)
    }
}
