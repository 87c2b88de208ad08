import Accounts
import Catalog
import Foundation
import Tenancy
import TokoCore

/// Makes one shop as its file describes it, and tells what that changed. Doing it again changes nothing.
///
/// The file is without mistakes when this begins. Each step is a transaction of its own, so after a crash a second run
/// does the rest. Domains that the file has no longer are taken away; secrets, staff and products are left alone.
struct ShopApplication {
    let agency: Agency
    let file: TenantFile
    let isDryRun: Bool

    func apply() async throws -> ShopReport {
        var changes: [ShopChange] = []
        let existing = try await agency.registry.tenants().first { $0.slug == file.slug }
        let tenant: Tenant
        if let existing {
            tenant = existing
            changes += try await registryChanges(tenant)
        } else {
            changes.append(.added("shop \(file.slug)"))
            changes += file.domains.map { .added("domain \($0)") }
            if isDryRun { return report(changes + newShopChanges()) }
            _ = try await TenantRegistry(pool: agency.pool, migrations: agency.migrations).create(
                slug: file.slug, name: file.settings.name, domains: file.domains, actor: Agency.actor)
            tenant = try await agency.registry.tenant(file.slug)
        }
        try storePictures(of: tenant.id)
        changes += try await settingsChanges(tenant.id)
        changes += try await secretChanges(tenant.id)
        changes += try await ownerChanges(tenant.id)
        changes += try await catalogChanges(tenant.id)
        if !changes.isEmpty, !isDryRun {
            try await agency.registry.note(
                "tenant.apply", ["changes": "\(changes.count)"], tenant: tenant.id, actor: Agency.actor)
        }
        return report(changes)
    }

    private func report(_ changes: [ShopChange]) -> ShopReport {
        ShopReport(shop: file.slug.text, changes: changes, unset: file.unset)
    }

    /// What a dry run says of a shop that is not there yet.
    private func newShopChanges() -> [ShopChange] {
        [.added("settings")] + file.secrets.map { .added("secret \($0.provider.rawValue).\($0.field)") }
            + (file.owner.map { [.added("owner \($0.email)")] } ?? [])
            + (file.catalog.map { [.added("catalog: \($0.products.count) products")] } ?? [])
    }

    private func registryChanges(_ tenant: Tenant) async throws -> [ShopChange] {
        var changes: [ShopChange] = []
        if tenant.name != file.settings.name {
            if !isDryRun {
                try await agency.registry.rename(tenant.id, to: file.settings.name, actor: Agency.actor)
            }
        }
        let wanted = file.domains.map(\.text)
        for host in file.domains where !tenant.hosts.contains(host.text) { changes.append(.added("domain \(host)")) }
        if let first = file.domains.first, tenant.primaryHost != first.text, tenant.hosts.contains(first.text) {
            changes.append(.changed("primary domain: \(first)"))
        }
        for host in tenant.hosts where !wanted.contains(host) { changes.append(.removed("domain \(host)")) }
        if isDryRun { return changes }
        for (index, host) in file.domains.enumerated() {
            try await agency.registry.add(host, to: tenant.id, primary: index == 0, actor: Agency.actor)
        }
        for host in tenant.hosts.compactMap({ HostName($0) }) where !wanted.contains(host.text) {
            try await agency.registry.remove(host, from: tenant.id, actor: Agency.actor)
        }
        return changes
    }

    private func storePictures(of tenant: TenantID) throws {
        guard !isDryRun, !file.pictures.isEmpty else { return }
        let store = MediaStore(directory: try agency.settings.mediaDirectory)
        for path in file.pictures {
            guard let bytes = FileManager.default.contents(atPath: path) else {
                throw FileProblems(all: [FileProblem(file: path, line: nil, key: "", message: "cannot be read")])
            }
            _ = try store.store(Array(bytes), tenant: tenant)
        }
    }

    private func settingsChanges(_ tenant: TenantID) async throws -> [ShopChange] {
        let repository = ShopSettingsRepository(agency.database(of: tenant))
        let own = try await repository.load()
        let wanted = file.settings(beside: own)
        let changes = ShopSettingsText.differences(from: own, to: wanted)
        if !changes.isEmpty, !isDryRun { try await repository.save(wanted) }
        return changes
    }

    private func secretChanges(_ tenant: TenantID) async throws -> [ShopChange] {
        guard !file.secrets.isEmpty else { return [] }
        let secrets = try agency.secrets()
        var changes: [ShopChange] = []
        for provider in Provider.allCases {
            let kept = try await secrets.all(provider, of: tenant)
            for secret in file.secrets where secret.provider == provider && kept[secret.field] != secret.value {
                let name = "secret \(provider.rawValue).\(secret.field)"
                changes.append(kept[secret.field] == nil ? .added(name) : .changed(name))
                if isDryRun { continue }
                try await secrets.set(
                    provider, secret.field, to: secret.value, of: tenant, actor: Agency.actor)
            }
        }
        return changes
    }

    private func ownerChanges(_ tenant: TenantID) async throws -> [ShopChange] {
        guard let owner = file.owner else { return [] }
        let staff = StaffRepository(agency.database(of: tenant))
        let known = try await staff.list().first { $0.email == owner.email.lowercased() }
        if !isDryRun {
            // The file's password is a first one; the owner may have chosen another by now.
            let password = known?.hasPassword == true ? nil : owner.password
            try await staff.upsertOwner(email: owner.email, name: owner.name, password: password)
        }
        guard let known else { return [.added("owner \(owner.email)")] }
        var changes: [ShopChange] = []
        if known.name != owner.name { changes.append(.changed("owner \(owner.email): name \"\(owner.name)\"")) }
        if known.role != .owner { changes.append(.changed("owner \(owner.email): was \(known.role.rawValue)")) }
        if !known.isActive { changes.append(.changed("owner \(owner.email): active again")) }
        if !known.hasPassword, owner.password != nil { changes.append(.added("password of \(owner.email)")) }
        return changes
    }

    private func catalogChanges(_ tenant: TenantID) async throws -> [ShopChange] {
        guard let catalog = file.catalog else { return [] }
        let editor = CatalogEditor(agency.database(of: tenant))
        if isDryRun {
            let known = try await productSlugs(editor)
            return catalog.products.filter { !known.contains($0.slug) }.map { .added("product \($0.slug)") }
        }
        let changes = try await editor.import(catalog, actor: Agency.actor)
        return changes.categoriesAdded.map { .added("category \($0)") }
            + changes.categoriesChanged.map { .changed("category \($0)") }
            + changes.productsAdded.map { .added("product \($0)") }
            + changes.productsChanged.map { .changed("product \($0)") }
    }

    private func productSlugs(_ editor: CatalogEditor) async throws -> Set<String> {
        var slugs: Set<String> = []
        var page: Int64 = 1
        while true {
            let list = try await editor.list(page: page)
            slugs.formUnion(list.rows.map(\.slug.text))
            if list.rows.isEmpty || Int64(slugs.count) >= list.total { return slugs }
            page += 1
        }
    }
}
