import ArgumentParser
import Tenancy

struct TenantList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show all shops.",
        discussion: """
            Example:
              tokoku tenant list --json
            """)

    @OptionGroup var output: Output

    func run() async throws {
        let rows = try await Agency.work { try await $0.registry.tenants().map(TenantRow.init) }
        var table = TextTable("SHOP", "NUMBER", "NAME", "STATE", "DOMAINS")
        for row in rows {
            table.add(row.slug, "\(row.id)", row.name, row.state, row.domains.joined(separator: ", "))
        }
        try output.show(rows, table, ifEmpty: "No shops yet. Create one: tokoku tenant apply Tenants/*.toml")
    }
}
