import ArgumentParser
import Tenancy
import TokoCore

struct DomainList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the domains of one shop, or of all.",
        discussion: """
            Example:
              tokoku domain list batik
            """)

    @Argument(help: "The shop; left out, all shops.")
    var slug: Slug?
    @OptionGroup var output: Output

    func run() async throws {
        let rows = try await Agency.work { agency in
            let tenants =
                if let slug { [try await agency.registry.tenant(slug)] } else { try await agency.registry.tenants() }
            return tenants.flatMap(DomainRow.rows(of:))
        }
        var table = TextTable("DOMAIN", "SHOP", "")
        for row in rows { table.add(row.host, row.shop, row.isPrimary ? "primary" : "") }
        try output.show(rows, table, ifEmpty: "No domains.")
    }
}
