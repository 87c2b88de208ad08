import FoundationEssentials
public import Postgres
public import TokoCore

/// Reads and changes the registry's rows: shops by slug, and the hosts that lead to them.
///
/// Reading works for the server's login too; changing needs the agency's.
public struct RegistryRepository: Sendable {
    let database: ControlDatabase

    public init(_ database: ControlDatabase) { self.database = database }

    /// Every shop that is not being deleted, by id.
    public func tenants() async throws -> [Tenant] {
        try await database.query(DirectorySQL.tenants).map(Tenant.init(row:))
    }

    /// - Throws: ``RegistryError/unknownTenant(_:)``.
    public func tenant(_ slug: Slug) async throws -> Tenant {
        guard let tenant = try await tenants().first(where: { $0.slug == slug }) else {
            throw RegistryError.unknownTenant(slug)
        }
        return tenant
    }

    /// Gives a shop a host. The first host of a shop becomes its primary one by itself.
    /// - Parameter primary: make it the one that links use.
    /// - Returns: false when nothing changed.
    /// - Throws: ``RegistryError/hostTaken(_:)``.
    @discardableResult
    public func add(_ host: HostName, to tenant: TenantID, primary: Bool, actor: String) async throws -> Bool {
        try await database.transaction { tx in
            let rows = try await tx.query(RegistrySQL.owner, .text(host.text), .int(Int64(tenant.number)))
            let found = try rows.one()
            if let owner = try found.intOrNil("tenant_id"), owner != Int64(tenant.number) {
                throw RegistryError.hostTaken(host)
            }
            let isThere = try found.intOrNil("tenant_id") != nil
            let wantsPrimary = try primary || !found.bool("has_primary")
            if try isThere && (found.bool("is_primary") || !wantsPrimary) { return false }
            if wantsPrimary { try await tx.query(RegistrySQL.demote, .int(Int64(tenant.number))) }
            let detail = try OperatorAudit.detail(["host": host.text, "primary": "\(wantsPrimary)"])
            try await tx.commit(after: [
                Statement(
                    RegistrySQL.upsertDomain, .text(host.text), .int(Int64(tenant.number)), .bool(wantsPrimary)),
                Statement(
                    OperatorAudit.insert, .text(actor), .text("domain.add"), .int(Int64(tenant.number)),
                    .json(detail)),
            ])
            return true
        }
    }

    /// Takes a host away from a shop.
    public func remove(_ host: HostName, from tenant: TenantID, actor: String) async throws {
        try await database.run([
            Statement(RegistrySQL.removeDomain, .text(host.text), .int(Int64(tenant.number))),
            Statement(
                OperatorAudit.insert, .text(actor), .text("domain.remove"), .int(Int64(tenant.number)),
                .json(try OperatorAudit.detail(["host": host.text]))),
        ])
    }

    /// Writes down what somebody of the agency did that is no row of the registry. Names only, never a secret.
    public func note(
        _ action: String, _ facts: [String: String], tenant: TenantID, actor: String
    ) async throws {
        try await database.query(
            OperatorAudit.insert, .text(actor), .text(action), .int(Int64(tenant.number)),
            .json(try OperatorAudit.detail(facts)))
    }

    /// The registry's name of a shop, which the server says while the shop is suspended.
    public func rename(_ tenant: TenantID, to name: String, actor: String) async throws {
        guard (1...100).contains(name.count) else { throw RegistryError.unusableName }
        try await database.run([
            Statement(RegistrySQL.rename, .int(Int64(tenant.number)), .text(name)),
            Statement(
                OperatorAudit.insert, .text(actor), .text("tenant.rename"), .int(Int64(tenant.number)),
                .json(try OperatorAudit.detail(["name": name]))),
        ])
    }
}

enum RegistrySQL {
    /// $1 host, $2 tenant -> tenant_id or NULL, is_primary, has_primary
    static let owner = SQL(
        "domain.owner",
        """
        SELECT d.tenant_id, coalesce(d.is_primary, false) AS is_primary,
            EXISTS (SELECT FROM {domain} p WHERE p.tenant_id = $2 AND p.is_primary) AS has_primary
        FROM (SELECT) AS always LEFT JOIN {domain} d ON d.host = $1
        """)

    /// $1 tenant
    static let demote = SQL(
        "domain.demote", "UPDATE {domain} SET is_primary = false WHERE tenant_id = $1 AND is_primary")

    /// $1 host, $2 tenant, $3 primary
    static let upsertDomain = SQL(
        "domain.upsert",
        """
        INSERT INTO {domain} (host, tenant_id, is_primary) VALUES ($1, $2, $3)
        ON CONFLICT (host) DO UPDATE SET is_primary = excluded.is_primary
        """)

    /// $1 host, $2 tenant
    static let removeDomain = SQL("domain.remove", "DELETE FROM {domain} WHERE host = $1 AND tenant_id = $2")

    /// $1 tenant, $2 name
    static let rename = SQL("tenant.rename", "UPDATE {tenant} SET name = $2 WHERE id = $1")
}
