import ArgumentParser
import Tenancy
import TokoCore

struct TenantCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create an empty shop.",
        discussion: """
            The shop gets tables and a database role of its own, in one transaction. 'tokoku tenant apply' does this \
            and fills the shop from a file.

            Example:
              tokoku tenant create batik --name "Batik Larasati" --domain batiklarasati.id
            """)

    @Argument(help: "What the shop is called in commands: a-z, 0-9 and hyphens.")
    var slug: Slug
    @Option(help: "What customers call it.")
    var name: String
    @Option(help: "A domain; may be given several times, the first is the primary one.")
    var domain: [HostName] = []
    @OptionGroup var output: Output

    func run() async throws {
        let tenant = try await Agency.work { agency in
            _ = try await TenantRegistry(pool: agency.pool, migrations: agency.migrations).create(
                slug: slug, name: name, domains: domain, actor: Agency.actor)
            return try await agency.registry.tenant(slug)
        }
        try output.show(
            TenantRow(tenant),
            "Shop \(slug) is there, number \(tenant.id)."
                + (tenant.primaryHost == nil ? " It has no domain yet: tokoku domain add \(slug) <domain>" : ""))
    }
}

/// A shop, as the tenant commands print it.
struct TenantRow: Encodable {
    let id: Int32
    let slug: String
    let name: String
    let state: String
    let domains: [String]

    init(_ tenant: Tenant) {
        id = tenant.id.number
        slug = tenant.slug.text
        name = tenant.name
        state = tenant.state.rawValue
        domains = tenant.hosts
    }
}
