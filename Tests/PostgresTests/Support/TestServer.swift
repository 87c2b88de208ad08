import Glibc
import Logging
import Postgres
import Testing
import TokoCore

/// The throw-away cluster that `TOKOKU_TEST_PG` names.
enum TestServer {
    static func url() throws -> String {
        let value = unsafe getenv("TOKOKU_TEST_PG").map { unsafe String(cString: $0) }
        return try #require(value, "TOKOKU_TEST_PG must name a superuser's URL on a throw-away cluster")
    }

    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    static func pool(_ url: String, size: Int = 2, _ change: (inout ConnectionPool.Configuration) -> Void = { _ in })
        -> ConnectionPool
    {
        var configuration = ConnectionPool.Configuration(
            url: url, size: size, acquireTimeout: .seconds(20), unitDeadline: .seconds(30))
        change(&configuration)
        return ConnectionPool(configuration, logger: quiet)
    }
}

/// A database of one test's own with two shops in it, and the login role that may become either and nobody else.
struct Scratch: Sendable {
    let url: String
    let superuserURL: String
    let loginRole: String
    let a: TenantID
    let b: TenantID

    /// - Parameter server: a superuser's URL; the one of `TOKOKU_TEST_PG` when nil.
    @discardableResult
    static func with<Result: Sendable>(
        server: String? = nil, _ body: (Scratch) async throws -> Result
    ) async throws -> Result {
        await turnstile.enter()
        do {
            let result = try await make(on: server ?? TestServer.url(), body)
            await turnstile.leave()
            return result
        } catch {
            await turnstile.leave()
            throw error
        }
    }

    private static let turnstile = Turnstile(places: 8)

    private static func make<Result: Sendable>(
        on server: String, _ body: (Scratch) async throws -> Result
    ) async throws -> Result {
        let number = Int32.random(in: 1_000_000_000...2_000_000_000)
        let name = "scratch_\(number)"
        let scratch = Scratch(
            url: server.with("dbname=\(name)&user=\(name)"), superuserURL: server.with("dbname=\(name)"),
            loginRole: name, a: TenantID(number), b: TenantID(number + 1))
        let admin = TestServer.pool(server, size: 1)
        try await admin.withExclusive { try await $0.script("CREATE DATABASE \(name)", name: "create") }
        do {
            try await scratch.furnish()
            let result = try await body(scratch)
            try await scratch.drop(with: admin)
            await admin.close()
            return result
        } catch {
            try await scratch.drop(with: admin)
            await admin.close()
            throw error
        }
    }

    private func furnish() async throws {
        let pool = TestServer.pool(superuserURL, size: 1)
        let shops = [a, b].map { shop in
            """
            CREATE ROLE \(shop.schema) NOLOGIN;
            GRANT \(shop.schema) TO \(loginRole);
            CREATE SCHEMA \(shop.schema) AUTHORIZATION \(shop.schema);
            SET ROLE \(shop.schema);
            CREATE TABLE \(shop.schema).item (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                shop integer NOT NULL,
                name text NOT NULL CONSTRAINT item_name_key UNIQUE,
                price_rupiah bigint NOT NULL DEFAULT 0 CONSTRAINT item_price_check CHECK (price_rupiah >= 0));
            CREATE TABLE \(shop.schema).account (id bigint PRIMARY KEY, balance bigint NOT NULL);
            INSERT INTO \(shop.schema).account VALUES (1, 100), (2, 100);
            INSERT INTO \(shop.schema).item (shop, name) VALUES (\(shop), 'first of \(shop)');
            RESET ROLE;
            """
        }
        try await pool.withExclusive { connection in
            try await connection.script(
                """
                CREATE ROLE \(loginRole) LOGIN NOINHERIT;
                CREATE SCHEMA tokoku AUTHORIZATION \(loginRole);
                """ + shops.joined(separator: "\n"), name: "furnish")
        }
        await pool.close()
    }

    private func drop(with admin: ConnectionPool) async throws {
        try await admin.withExclusive { connection in
            try await connection.script("DROP DATABASE \(loginRole) WITH (FORCE)", name: "drop")
            for role in [a.schema, b.schema, loginRole] {
                try await connection.script("DROP ROLE IF EXISTS \(role)", name: "drop role")
            }
        }
    }

    /// A pool as the login role, closed after `body`.
    @discardableResult
    func pool<Result: Sendable>(
        size: Int = 2, _ change: (inout ConnectionPool.Configuration) -> Void = { _ in },
        _ body: (ConnectionPool) async throws -> Result
    ) async throws -> Result {
        try await TestServer.lend(TestServer.pool(url, size: size, change), body)
    }

    /// A pool as the superuser, to look and to meddle.
    @discardableResult
    func superuser<Result: Sendable>(_ body: (ConnectionPool) async throws -> Result) async throws -> Result {
        try await TestServer.lend(TestServer.pool(superuserURL, size: 2), body)
    }
}

extension TestServer {
    @discardableResult
    static func lend<Result: Sendable>(
        _ pool: ConnectionPool, _ body: (ConnectionPool) async throws -> Result
    ) async throws -> Result {
        do {
            let result = try await body(pool)
            await pool.close()
            return result
        } catch {
            await pool.close()
            throw error
        }
    }
}

extension String {
    /// A libpq URL with more parameters; later ones win.
    func with(_ parameters: String) -> String { self + (contains("?") ? "&" : "?") + parameters }
}

/// The database's error that `work` ends with; an issue when it ends otherwise.
func refusal<Result>(
    sourceLocation: SourceLocation = #_sourceLocation, _ work: () async throws -> Result
) async -> DatabaseError? {
    do {
        _ = try await work()
        Issue.record("nothing was refused", sourceLocation: sourceLocation)
    } catch let error as DatabaseError {
        return error
    } catch {
        Issue.record("refused otherwise: \(error)", sourceLocation: sourceLocation)
    }
    return nil
}

enum ItemSQL {
    /// $1 name, $2 shop -> id
    static let insert = SQL("item.insert", "INSERT INTO {item} (shop, name) VALUES ($2, $1) RETURNING id")
    /// -> shop, name
    static let all = SQL("item.all", "SELECT shop, name FROM {item} ORDER BY id")
    static let count = SQL("item.count", "SELECT count(*) AS n FROM {item}")
    /// $1 seconds
    static let sleep = SQL("sleep", "SELECT pg_sleep($1::float8)::text AS slept")
    static let backend = SQL("backend", "SELECT pg_backend_pid() AS pid, current_user::text AS role")
}
