import Accounts
import Catalog
import Tenancy
import TokoCore

/// Whether one shop can sell.
struct ShopCheck {
    let agency: Agency
    let tenant: Tenant
    let shelf: ThemeShelf

    func findings() async throws -> [Finding] {
        let database = agency.database(of: tenant.id)
        let settings = try await ShopSettingsRepository(database).load()
        let staff = try await StaffRepository(database).list()
        let products = try await CatalogEditor(database).list().total
        return [
            domains, origin(settings), theme(settings), owner(staff),
            products == 0
                ? .warn(about("products"), "none", "add them, or tokoku tenant apply")
                : .ok(about("products"), "\(products)"),
        ] + (await ProviderCheck(agency: agency, tenant: tenant, settings: settings).findings())
            + (try await QueueCheck(database: database, shop: tenant.slug).findings())
    }

    private func about(_ part: String) -> String { "\(tenant.slug): \(part)" }

    private var domains: Finding {
        if tenant.state == .suspended {
            return .warn(about("state"), "suspended", "customers see a notice in place of the shop")
        }
        guard let host = tenant.primaryHost else {
            return .fail(about("domains"), "none", "tokoku domain add \(tenant.slug) <domain>")
        }
        return .ok(about("domains"), agency.settings.publicURL(host: host, path: "/"))
    }

    private func origin(_ settings: ShopSettings) -> Finding {
        guard let village = settings.originVillage else {
            return .fail(about("origin"), "none", "set [origin] village in its file: no shipping cost without it")
        }
        let couriers = settings.couriers.isEmpty ? "all couriers" : settings.couriers.joined(separator: ", ")
        return .ok(about("origin"), "\(village), \(couriers)")
    }

    private func theme(_ settings: ShopSettings) -> Finding {
        if let problem = shelf.problem(with: settings.themeID) {
            return .fail(about("theme"), "\(settings.themeID): \(problem)", "set [theme] id in its file")
        }
        let unfit = settings.themeSettings.sorted { $0.key < $1.key }.compactMap { key, value in
            shelf.problem(with: value, of: key, in: settings.themeID).map { "\(key): \($0)" }
        }
        if let first = unfit.first { return .warn(about("theme"), first, "set [theme.settings] in its file") }
        return .ok(about("theme"), settings.themeID)
    }

    private func owner(_ staff: [Staff]) -> Finding {
        guard let owner = staff.first(where: { $0.role == .owner && $0.isActive }) else {
            return .fail(about("owner"), "none", "tokoku owner invite \(tenant.slug) --email ... --name ...")
        }
        guard owner.hasPassword else {
            return .warn(
                about("owner"), "\(owner.email) has no password yet",
                "tokoku owner invite \(tenant.slug) --email \(owner.email) --name \"\(owner.name)\"")
        }
        return .ok(about("owner"), owner.email)
    }
}
