public import Postgres
public import TokoCore

/// Brings the registry and the shops' schemas to what the program expects, forward only.
///
/// One runs at a time on a database, behind an advisory lock; what another has applied meanwhile is not applied again.
/// Each script is one transaction together with its entry in the ledger, so a broken one leaves nothing behind, and a
/// run that was cut short goes on where it stopped.
public struct Migrator: Sendable {
    /// What a run did, or would do.
    public struct Report: Hashable, Sendable {
        public var control: [Migration] = []
        /// Shops that were behind.
        public var shops: [Slug] = []

        public var isEmpty: Bool { control.isEmpty && shops.isEmpty }
    }

    /// "TOKO" in ASCII: PostgreSQL's advisory locks are numbers, each database's its own.
    static let lock: Int64 = 0x544F_4B4F

    let pool: ConnectionPool
    public let migrations: MigrationSet

    /// - Parameter pool: logs in as one who may create schemas and roles.
    public init(pool: ConnectionPool, migrations: MigrationSet) {
        self.pool = pool
        self.migrations = migrations
    }

    /// What is still to be applied: one query.
    /// - Throws: ``MigrationError/notMigrated`` for an empty database, ``MigrationError`` when files do not fit.
    public func pending() async throws -> Report {
        try await pool.withExclusive { connection in
            let ledger: MigrationLedger
            do {
                ledger = try await Self.ledger(on: connection, migrations)
            } catch let error as DatabaseError where ["42P01", "3F000"].contains(error.sqlState) {
                throw MigrationError.notMigrated
            }
            try ledger.check(against: migrations)
            return Report(
                control: ledger.missing(.control, of: migrations), shops: ledger.behind.compactMap { Slug($0.slug) })
        }
    }

    /// Applies everything that is missing.
    /// - Parameter progress: called with each file or shop when it is done.
    /// - Throws: ``MigrationError``, ``DatabaseError``. What was applied before the error stays.
    @discardableResult
    public func migrate(progress: @Sendable (String) -> Void = { _ in }) async throws -> Report {
        do {
            let pending = try await pending()
            if pending.isEmpty { return pending }
        } catch MigrationError.notMigrated {}
        return try await pool.withExclusive { connection in
            try await connection.query(
                "SELECT pg_advisory_lock($1::bigint)", .int(Self.lock), name: "migration.lock")
            try await connection.script(Self.foundation, name: "migration.foundation")
            var report = Report()
            let control = try MigrationLedger(
                await connection.query(Self.controlEntries, name: "migration.control"))
            try control.check(against: migrations)
            for migration in control.missing(.control, of: migrations) {
                try await MigrationRun(connection).apply(migration)
                report.control.append(migration)
                progress(migration.file)
            }
            let ledger = try await Self.ledger(on: connection, migrations)
            for shop in ledger.behind {
                for migration in migrations.tenant where migration.number > shop.version {
                    try await MigrationRun(connection).apply(migration, to: shop.id, slug: shop.slug)
                }
                if let slug = Slug(shop.slug) { report.shops.append(slug) }
                progress("shop \(shop.slug)")
            }
            return report
        }
    }

    private static func ledger(
        on connection: ExclusiveConnection, _ migrations: MigrationSet
    ) async throws -> MigrationLedger {
        try MigrationLedger(
            await connection.query(
                MigrationLedger.text, .int(Int64(migrations.tenantVersion)), name: "migration.ledger"))
    }

    private static let controlEntries = """
        SELECT scope, number, name, checksum FROM tokoku.migration ORDER BY number
        """

    /// What the ledger itself stands on.
    private static let foundation = """
        CREATE SCHEMA IF NOT EXISTS tokoku;
        CREATE TABLE IF NOT EXISTS tokoku.migration (
            scope text NOT NULL CHECK (scope IN ('control', 'tenant')),
            number integer NOT NULL,
            name text NOT NULL,
            checksum text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (scope, number)
        );
        """
}
