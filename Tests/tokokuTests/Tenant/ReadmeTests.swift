import Foundation
import Testing

@testable import tokoku

/// `Tenants/README.md` is what agencies write their files by, so it and the readers must know the same keys.
@Suite struct ReadmeTests {
    @Test(arguments: [
        ("", ["catalog", "origin", "owner", "payment", "secrets", "shipping", "stock", "theme", "whatsapp"]),
        ("[origin]", []),
        ("[shipping]", []), ("[shipping.flat_rates]", []), ("[[shipping.flat_rates.zone]]", []),
        ("[shipping.pickup]", []), ("[payment]", []), ("[stock]", []), ("[whatsapp]", []), ("[owner]", []),
        ("[catalog]", []),
    ])
    func `the keys of a shop's file are those of the README`(section: String, tables: [String]) throws {
        let folder = try ShopFolder()
        defer { folder.remove() }
        let path = try folder.write("satu.toml", "\(section)\nno_such_key = 1\n")
        #expect(try Self.known(path) == (Self.readme()[section] ?? []).union(tables))
    }

    @Test(arguments: [("[[category]]", []), ("[[product]]", ["variant"]), ("[[product.variant]]", [])])
    func `the keys of a catalogue are those of the README`(section: String, tables: [String]) throws {
        let folder = try ShopFolder()
        defer { folder.remove() }
        let path = try folder.writeShop()
        let product = section == "[[product.variant]]" ? "[[product]]\n" : ""
        try folder.write("catalog.toml", "\(product)\(section)\nno_such_key = 1\n")
        #expect(try Self.known(path) == (Self.readme()[section] ?? []).union(tables))
    }

    /// What the reader says it would have known in place of `no_such_key`.
    private static func known(_ path: String) throws -> Set<String> {
        let problems = try #require(read(path).problems)
        let problem = try #require(problems.first { $0.key.hasSuffix("no_such_key") })
        let list = try #require(problem.message.split(separator: "expected one of ").last)
        return Set(list.split(separator: ", ").map(String.init))
    }

    /// The keys that stand in the first column of each section's table.
    private static func readme() throws -> [String: Set<String>] {
        let text = try String(contentsOfFile: ShopFolder.checkout("Tenants/README.md"), encoding: .utf8)
        var keys: [String: Set<String>] = [:]
        var section: String?
        for line in text.split(separator: "\n") {
            if line.hasPrefix("#") {
                section = line == "### Top level" ? "" : line.wholeMatch(of: /### `(\[.+\])`/).map { String($0.1) }
            } else if let section, line.hasPrefix("| `") {
                let cell = line.split(separator: "|")[0]
                keys[section, default: []].formUnion(cell.matches(of: /`([a-z_]+)`/).map { String($0.1) })
            }
        }
        return keys
    }
}
