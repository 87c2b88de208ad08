public import Postgres
public import TokoCore

/// Creates and changes shops. For the agency's commands: it needs the login that may create schemas and roles.
public struct TenantRegistry: Sendable {
    let pool: ConnectionPool
    let migrations: MigrationSet

    public init(pool: ConnectionPool, migrations: MigrationSet) {
        self.pool = pool
        self.migrations = migrations
    }

    /// A new shop, whole or not at all: registry row, role, schema, every table, settings row, domains.
    ///
    /// The role cannot log in. The server's logins may become it for a transaction and inherit nothing from it.
    /// - Parameter domains: the first is the primary one.
    /// - Throws: ``RegistryError``, ``MigrationError``, ``DatabaseError``.
    public func create(slug: Slug, name: String, domains: [HostName], actor: String) async throws -> TenantID {
        guard slug.text.utf8.count <= 40 else { throw RegistryError.slugTooLong(slug) }
        guard (1...100).contains(name.count) else { throw RegistryError.unusableName }
        return try await pool.withExclusive { connection in
            do {
                return try await create(on: connection, slug: slug, name: name, domains: domains, actor: actor)
            } catch let error as DatabaseError {
                if error.isUniqueViolation(of: "tenant_slug_key") { throw RegistryError.slugTaken(slug) }
                if error.isPermissionDenied { throw RegistryError.mayNotCreate }
                throw error
            }
        }
    }

    private func create(
        on connection: ExclusiveConnection, slug: Slug, name: String, domains: [HostName], actor: String
    ) async throws -> TenantID {
        // Shared with other creations, not with a migration: a shop is born with all tables or is migrated after.
        try await connection.script(
            "BEGIN; SELECT pg_advisory_xact_lock_shared(\(Migrator.lock))", name: "tenant.begin")
        let row = try await connection.query(
            "INSERT INTO tokoku.tenant (slug, name) VALUES ($1, $2) RETURNING id", .text(slug.text), .text(name),
            name: "tenant.insert"
        ).one()
        let id = TenantID(Int32(try row.int("id")))
        try await connection.script(Self.provision(id), name: "tenant.provision")
        try await MigrationRun(connection).applyAll(migrations, toNew: id, slug: slug)
        try await connection.query(
            "INSERT INTO \(id.schema).shop (name) VALUES ($1)", .text(name), name: "tenant.settings")
        for (index, host) in domains.enumerated() {
            do {
                try await connection.query(
                    "INSERT INTO tokoku.domain (host, tenant_id, is_primary) VALUES ($1, $2, $3)",
                    .text(host.text), .int(Int64(id.number)), .bool(index == 0), name: "tenant.domain")
            } catch let error as DatabaseError where error.isUniqueViolation() {
                throw RegistryError.hostTaken(host)
            }
        }
        try await connection.query(
            OperatorAudit.text, .text(actor), .text("tenant.create"), .int(Int64(id.number)),
            .json(OperatorAudit.detail(["slug": slug.text])), name: "tenant.audit")
        try await connection.query("COMMIT", name: "tenant.commit")
        return id
    }

    /// Role and schema of a shop. Roles belong to the whole cluster, so this one may be there already.
    private static func provision(_ id: TenantID) -> String {
        """
        DO $$
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(id.schema)') THEN
                CREATE ROLE \(id.schema) NOLOGIN NOINHERIT;
            END IF;
            IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
                GRANT \(id.schema) TO CURRENT_USER;
            END IF;
        END
        $$;
        GRANT \(id.schema) TO tokoku_server;
        CREATE SCHEMA \(id.schema) AUTHORIZATION \(id.schema);
        REVOKE ALL ON SCHEMA \(id.schema) FROM PUBLIC;
        """
    }
}
