import Foundation
import Testing

/// Rules of the house that the compiler does not know.
@Suite struct HabitTests {
    @Test func `the checkout's top has the house's few names only`() throws {
        let allowed: Set = [
            ".ci", ".gitignore", ".swift-format", "LICENSE", "Package.resolved", "Package.swift", "README.md",
            "Sources", "Tenants", "Tests", "Themes", "ops",
        ]
        let found = try Checkout.topLevel()
        #expect(found.isSuperset(of: ["Package.swift", "Sources", "Tests"]))
        #expect(found.subtracting(allowed).isEmpty)
    }

    @Test(arguments: ["Sources", "Tests"])
    func `a file holds one idea, and is named after it`(folder: String) throws {
        for file in try Checkout.files(in: folder) {
            #expect(file.lines.count <= 400, "\(file)")
            for part in file.path.split(separator: "/") {
                let name = String(part.split(separator: ".")[0])
                #expect(!Self.nothings.contains { name.hasSuffix($0) }, "\(file)")
                #expect(!Self.layers.contains(name), "\(file)")
            }
        }
    }

    /// Names that say nothing.
    private static let nothings = ["Utils", "Util", "Utilities", "Helpers", "Helper", "Manager", "Managers"]
    /// A folder inside a target is a feature.
    private static let layers: Set = [
        "Common", "Misc", "Models", "Services", "Controllers", "Repositories", "Extensions", "Protocols",
    ]

    @Test func `nobody's role and search path are set for a session`() throws {
        let files =
            try Checkout.files(in: "Sources", endings: [".swift", ".sql"])
            + Checkout.files(in: "ops", endings: ["run", "test", ".sh"]).filter { !$0.path.contains("bench/") }
        for file in files {
            let setting = "(?i)\\bset\\s+(session\\s+|local\\s+)?(role|search_path|session\\s+authorization)\\b"
            #expect(try file.findings(setting).isEmpty)
            #expect(try file.findings("(?i)\\breset\\s+role\\b|\\bdiscard\\s+all\\b").isEmpty)
            #expect(try file.findings("set_config\\('(role|search_path)',.*false\\)").isEmpty)
        }
    }

    @Test func `what the compiler cannot check stays in the pipes`() throws {
        for file in try Checkout.files(in: "Sources") where !Floor.pipes.contains(file.target) {
            #expect(
                try file.findings("@unchecked Sendable|nonisolated\\(unsafe\\)|(^|[\\s(=])unsafe [A-Za-z_(]").isEmpty)
        }
    }

    @Test func `nothing is left for later and no error is thrown away`() throws {
        for file in try Checkout.files(in: "Sources") {
            #expect(try file.findings("\\b(TODO|FIXME|XXX)\\b|fatalError\\(|catch \\{\\s*\\}").isEmpty)
            #expect(!file.text.contains("// TODO") && !file.text.contains("// FIXME"), "\(file)")
        }
    }

    @Test func `no floating point comes near money, weight or pieces`() throws {
        let rooms: Set = ["TokoCore", "Catalog", "Payments", "Shipping", "Ordering", "Storefront", "Admin"]
        for file in try Checkout.files(in: "Sources") where rooms.contains(file.target) {
            let line = "(?i)(rupiah|money|grams|weight|price|pieces|quantity|amount|fee)"
            #expect(
                try file.findings("\(line).*\\b(Double|Float|Decimal)\\b|\\b(Double|Float|Decimal)\\b.*\(line)").isEmpty
            )
        }
        let money = try Checkout.files(in: "Sources/TokoCore/Money")
        let found = try money.flatMap { try $0.findings("\\b(Double|Float|Decimal|CGFloat)\\b") }
        #expect(found.isEmpty)
    }
}
