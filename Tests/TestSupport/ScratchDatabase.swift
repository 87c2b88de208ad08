import FoundationEssentials
import Logging
public import Postgres
public import Tenancy
import TokoCore
public import Vault

/// A database of one test's own on the server of `TOKOKU_TEST_PG`, gone with its roles when the test ends.
public struct ScratchDatabase: Sendable {
    /// Its libpq URL for a superuser, as the agency's commands log in.
    public let adminURL: String
    /// Its libpq URL for a login that owns nothing and is a member of `tokoku_server`, as the server logs in.
    public let serverURL: String
    /// Logged in as the superuser.
    public let admin: ConnectionPool
    /// Logged in as the server. Its role cannot read anything before the registry has been migrated.
    public let server: ConnectionPool
    /// This database's own, random.
    public let masterKey: MasterKey
    public let migrations: MigrationSet

    /// Applies all migrations. Shop numbers then start somewhere random, because roles `t_<number>` belong to the whole
    /// cluster and tests run beside each other.
    public func migrate() async throws {
        try await Migrator(pool: admin, migrations: migrations).migrate()
        try await startShopsAnywhere()
    }

    public func startShopsAnywhere() async throws {
        let start = Int.random(in: 100_000...2_000_000_000)
        try await admin.withExclusive { connection in
            try await connection.script(
                "ALTER TABLE tokoku.tenant ALTER COLUMN id RESTART WITH \(start)", name: "scratch.restart")
        }
    }

    /// Sealed secrets of the shops, read as the server reads them. `set` needs `admin`.
    public func secrets(as pool: ConnectionPool) -> ProviderSecrets {
        ProviderSecrets(database: pool.control, sealing: ProviderSecrets.sealingKey(masterKey))
    }
}

/// Gives `body` an empty database: no schema `tokoku`, no shop.
///
/// At most four at a time, whatever the test runner starts, so that the cluster's connections suffice.
/// - Throws: what `body` throws; ``ScratchDatabaseError`` without a server to work on.
public func withScratchDatabase<Result: Sendable>(
    _ body: @Sendable (ScratchDatabase) async throws -> Result
) async throws -> Result {
    guard let url = ProcessInfo.processInfo.environment["TOKOKU_TEST_PG"], let cluster = ClusterURL(url) else {
        throw ScratchDatabaseError.noServer
    }
    return try await Turnstile.databases.through {
        let name = "scratch_\(UInt64.random(in: 0...UInt64.max))"
        let login = "\(name)_login"
        try await withPool(cluster.url(database: "postgres", user: nil)) { root in
            try await root.withExclusive { connection in
                try await connection.script("CREATE DATABASE \(name)", name: "scratch.create")
                try await connection.script(serverLogin(login), name: "scratch.login")
            }
        }
        let adminURL = cluster.url(database: name, user: nil)
        let serverURL = cluster.url(database: name, user: login)
        let result: Swift.Result<Result, any Error>
        do {
            result = .success(
                try await withPool(adminURL) { admin in
                    try await withPool(serverURL) { server in
                        try await body(
                            ScratchDatabase(
                                adminURL: adminURL, serverURL: serverURL, admin: admin, server: server,
                                masterKey: MasterKey.generate(), migrations: try MigrationSet.bundled()))
                    }
                })
        } catch {
            result = .failure(error)
        }
        let removal: Swift.Result<Void, any Error>
        do { removal = .success(try await remove(name, login: login, on: cluster)) } catch { removal = .failure(error) }
        // What the test has to say comes first.
        let value = try result.get()
        try removal.get()
        return value
    }
}

/// The server's login: a member of `tokoku_server` and nothing else.
private func serverLogin(_ login: String) -> String {
    """
    DO $$
    BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tokoku_server') THEN
            CREATE ROLE tokoku_server NOLOGIN NOINHERIT;
        END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END
    $$;
    CREATE ROLE \(login) LOGIN IN ROLE tokoku_server;
    """
}

/// The shops' roles go by the schemas they had here.
private func remove(_ name: String, login: String, on cluster: ClusterURL) async throws {
    let roles = try await withPool(cluster.url(database: name, user: nil)) { pool in
        try await pool.withExclusive { connection in
            try await connection.query(
                "SELECT nspname::text AS role FROM pg_namespace WHERE nspname ~ '^t_[0-9]+$'", name: "scratch.roles"
            ).map { try $0.text("role") }
        }
    }
    try await withPool(cluster.url(database: "postgres", user: nil)) { root in
        try await root.withExclusive { connection in
            try await connection.script("DROP DATABASE \(name) WITH (FORCE)", name: "scratch.drop")
            for role in roles + [login] {
                try await connection.script("DROP ROLE IF EXISTS \(role)", name: "scratch.drop_role")
            }
        }
    }
}

/// A pool that lives as long as `body`.
public func withPool<Result: Sendable>(
    _ url: String, _ body: @Sendable (ConnectionPool) async throws -> Result
) async throws -> Result {
    let pool = ConnectionPool(.init(url: url, size: 3), logger: Logger(label: "test"))
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await pool.run() }
        let result: Swift.Result<Result, any Error>
        do { result = .success(try await body(pool)) } catch { result = .failure(error) }
        await pool.close()
        try await group.waitForAll()
        return try result.get()
    }
}

public enum ScratchDatabaseError: Error, CustomStringConvertible {
    case noServer

    public var description: String {
        "TOKOKU_TEST_PG is not a libpq URL of a superuser on a throw-away cluster; ops/test sets it"
    }
}
