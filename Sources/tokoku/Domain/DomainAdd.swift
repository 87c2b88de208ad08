import ArgumentParser
import Tenancy
import TokoCore

struct DomainAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Give a shop another domain.",
        discussion: """
            Servers know it within a second. A shop's first domain becomes its primary one, the one in links and \
            receipts.

            Example:
              tokoku domain add batik www.batiklarasati.id --primary
            """)

    @Argument(help: "The shop.")
    var slug: Slug
    @Argument(help: "The domain, without http:// and port.")
    var host: HostName
    @Flag(help: "Use it in links from now on.")
    var primary = false
    @OptionGroup var output: Output

    func run() async throws {
        let (tenant, isChanged) = try await Agency.work { agency in
            let tenant = try await agency.registry.tenant(slug)
            let isChanged = try await agency.registry.add(
                host, to: tenant.id, primary: primary, actor: Agency.actor)
            return (try await agency.registry.tenant(slug), isChanged)
        }
        try output.show(
            DomainRow.rows(of: tenant),
            isChanged ? "\(host) leads to \(slug) now." : "\(host) led to \(slug) already; nothing changed.")
    }
}

/// A host and its shop, as both domain commands print them.
struct DomainRow: Encodable {
    let host: String
    let shop: String
    let isPrimary: Bool

    static func rows(of tenant: Tenant) -> [DomainRow] {
        tenant.hosts.map { DomainRow(host: $0, shop: tenant.slug.text, isPrimary: $0 == tenant.primaryHost) }
    }
}
