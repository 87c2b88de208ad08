import Accounts
import Tenancy
import TokoCore

/// What only the other files and the database can tell of a shop's file. Notes mistakes at the file.
struct TenantFileCheck {
    let agency: Agency

    func check(_ shops: [(file: TenantFile, source: TOMLFile)]) async throws {
        var slugs: [Slug: String] = [:]
        var hosts: [HostName: String] = [:]
        let tenants = try await agency.registry.tenants()
        let knowsVillages = try await agency.regions.villageCount() > 0
        for (shop, source) in shops {
            if let other = slugs.updateValue(shop.path, forKey: shop.slug) {
                source.note("slug", "is the slug of \(other) too")
            }
            for host in shop.domains {
                if let other = hosts.updateValue(shop.path, forKey: host) {
                    source.note("domains", "\(host) is a domain of \(other) too")
                }
                let owner = tenants.first { $0.slug != shop.slug && $0.hosts.contains(host.text) }
                if let owner { source.note("domains", "\(host) belongs to the shop \(owner.slug)") }
            }
            if let village = shop.settings.originVillage, knowsVillages,
                try await agency.regions.lineage(of: village) == nil
            {
                source.note("origin.village", "there is no village \(village)")
            }
            try await unset(shop, source, tenants.first { $0.slug == shop.slug })
        }
    }

    /// A secret whose variable is not set here stays as it is, so the shop must have it.
    private func unset(_ shop: TenantFile, _ source: TOMLFile, _ tenant: Tenant?) async throws {
        guard !shop.unset.isEmpty else { return }
        var secrets: Set<[String]> = []
        var staff: [Staff] = []
        if let tenant {
            secrets = Set(try await agency.secretNames(of: tenant.id).map { [$0.provider, $0.field] })
            staff = try await StaffRepository(agency.database(of: tenant.id)).list()
        }
        for secret in shop.unset {
            let isThere =
                switch secret.what {
                case .secret(let provider, let field): secrets.contains([provider.rawValue, field])
                case .ownerPassword:
                    staff.contains { $0.email == shop.owner?.email.lowercased() && $0.hasPassword }
                }
            if isThere { continue }
            source.note(
                secret.key, "the environment variable \(secret.variable) is not set, and the shop has none yet")
        }
    }
}
