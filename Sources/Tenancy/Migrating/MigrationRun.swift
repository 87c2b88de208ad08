import Postgres
import TokoCore

/// Runs one script and its entry in the ledger as one.
struct MigrationRun {
    let connection: ExclusiveConnection

    init(_ connection: ExclusiveConnection) { self.connection = connection }

    /// Applies a migration of the registry, or one of a shop's, in a transaction of its own.
    func apply(_ migration: Migration, to tenant: TenantID? = nil, slug: String? = nil) async throws {
        let script = try migration.script(for: tenant)
        do {
            if migration.isTransactional { try await connection.query("BEGIN", name: migration.file) }
            try await run(script, of: migration, as: migration.isTransactional ? tenant : nil)
            try await record(migration, tenant)
            if migration.isTransactional { try await connection.query("COMMIT", name: migration.file) }
        } catch let error as DatabaseError {
            // The connection closes with its open transaction.
            throw MigrationError.failed(file: migration.file, shop: slug, error)
        }
    }

    /// All migrations of a shop, inside the transaction that creates it.
    func applyAll(_ migrations: MigrationSet, toNew tenant: TenantID, slug: Slug) async throws {
        for migration in migrations.tenant {
            let script = try migration.script(for: tenant)
            do {
                try await run(script, of: migration, as: tenant)
                try await record(migration, tenant)
            } catch let error as DatabaseError {
                throw MigrationError.failed(file: migration.file, shop: slug.text, error)
            }
        }
    }

    /// A shop's scripts run as its own role, so that the role owns what they make and can harm no other.
    private func run(_ script: String, of migration: Migration, as tenant: TenantID?) async throws {
        if let tenant {
            try await connection.query(
                "SELECT set_config('role', $1, true)", .text(tenant.schema), name: migration.file)
        }
        try await connection.script(script, name: migration.file)
        if tenant != nil {
            try await connection.query("SELECT set_config('role', 'none', true)", name: migration.file)
        }
    }

    private func record(_ migration: Migration, _ tenant: TenantID?) async throws {
        try await connection.query(
            """
            INSERT INTO tokoku.migration (scope, number, name, checksum) VALUES ($1, $2, $3, $4)
            ON CONFLICT (scope, number) DO NOTHING
            """,
            .text(migration.kind.rawValue), .int(Int64(migration.number)), .text(migration.name),
            .text(migration.checksum), name: migration.file)
        guard let tenant else { return }
        try await connection.query(
            "UPDATE tokoku.tenant SET schema_version = $2 WHERE id = $1",
            .int(Int64(tenant.number)), .int(Int64(migration.number)), name: migration.file)
    }
}
