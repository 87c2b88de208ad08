import Postgres

/// The database as the server logs in: reachable, new enough, and with a login that can do no harm.
struct DatabaseCheck {
    let url: String

    func findings() async -> [Finding] {
        let pool = ConnectionPool(.init(url: url, size: 1, applicationName: "tokoku doctor"), logger: Agency.logger)
        do {
            let row = try await pool.withExclusive { try await $0.query(Self.text, name: "doctor.login").one() }
            return try [version(row), login(row)]
        } catch {
            return [.fail("database", Program.words(for: error), "see TOKOKU_DATABASE_URL, and that PostgreSQL runs")]
        }
    }

    private func version(_ row: Row) throws -> Finding {
        let version = try row.text("version")
        guard try row.int("number") >= 150_000 else {
            return .fail("database", "PostgreSQL \(version)", "15 or newer is needed")
        }
        return .ok("database", "PostgreSQL \(version)")
    }

    private func login(_ row: Row) throws -> Finding {
        let name = try row.text("login")
        if try row.bool("is_super") {
            return .warn(
                "server's login", "\(name) is a superuser",
                "CREATE ROLE tokoku_web LOGIN IN ROLE tokoku_server, and use it in TOKOKU_DATABASE_URL")
        }
        if try row.int("owned") > 0 {
            return .warn(
                "server's login", "\(name) owns tables", "let it own nothing; TOKOKU_ADMIN_DATABASE_URL names the owner"
            )
        }
        guard try row.bool("is_member") else {
            return .fail(
                "server's login", "\(name) may not serve shops",
                "after 'tokoku migrate': GRANT tokoku_server TO \(name)")
        }
        return .ok("server's login", "\(name) owns nothing")
    }

    private static let text = """
        SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
            current_user::text AS login, r.rolsuper AS is_super,
            (SELECT count(*) FROM pg_class c WHERE c.relowner = r.oid) AS owned,
            EXISTS (
                SELECT FROM pg_roles s WHERE s.rolname = 'tokoku_server' AND pg_has_role(r.oid, s.oid, 'MEMBER')
            ) AS is_member
        FROM pg_roles r WHERE r.rolname = current_user
        """
}
