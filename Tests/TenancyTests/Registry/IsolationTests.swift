import Postgres
import TestSupport
import Testing
import TokoCore

@testable import Tenancy

@Suite struct IsolationTests {
    @Test func `one shop's role is refused every table of another's`() async throws {
        try await withShops(2) { shops in
            let tables = try await shops[1].tables()
            #expect(tables.count >= 23)
            for table in tables {
                await #expect(throws: DatabaseError.self, "\(table)") {
                    try await shops[0].admin.withExclusive { connection in
                        try await connection.script(
                            "BEGIN; SELECT set_config('role', '\(shops[0].id.schema)', true)", name: "become")
                        do {
                            try await connection.query("SELECT FROM \(shops[1].id.schema).\(table)", name: "read")
                        } catch let error as DatabaseError {
                            #expect(error.isPermissionDenied)
                            throw error
                        }
                    }
                }
            }
        }
    }

    @Test func `one shop's role writes its own tables and no registry`() async throws {
        try await withShop { shop in
            try await shop.database.query(Ask.rename)
            #expect(try await ShopSettingsRepository(shop.database).load().name == "Toko Lain")
            for statement in [Ask.tenants, Ask.secrets] {
                let error = await #expect(throws: DatabaseError.self) { try await shop.database.query(statement) }
                #expect(error?.isPermissionDenied == true)
            }
        }
    }

    @Test func `the server's login owns nothing, reads no shop as itself, and creates nothing`() async throws {
        try await withShop { shop in
            let owned = try await shop.admin.withExclusive { connection in
                try await connection.query(
                    """
                    SELECT count(*) AS owned FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
                    WHERE r.rolname LIKE 'scratch%' OR r.rolname = 'tokoku_server'
                    """
                ).one().int("owned")
            }
            #expect(owned == 0)
            let attempts = [
                "SELECT FROM \(shop.id.schema).shop", "CREATE TABLE tokoku.mine (id integer)",
                "CREATE TABLE public.mine (id integer)", "CREATE TEMPORARY TABLE mine (id integer)",
                "CREATE SCHEMA mine", "CREATE ROLE mine", "UPDATE tokoku.tenant SET name = 'x'",
                "DELETE FROM tokoku.domain", "DELETE FROM tokoku.provider_secret",
                "INSERT INTO tokoku.region VALUES ('1')",
            ]
            for attempt in attempts {
                let error = await #expect(throws: DatabaseError.self, "\(attempt)") {
                    try await shop.pool.withExclusive { try await $0.script(attempt, name: "attempt") }
                }
                #expect(error?.isPermissionDenied == true, "\(attempt)")
            }
        }
    }

    @Test func `a shop's role cannot log in and creates nothing outside its schema`() async throws {
        try await withShop { shop in
            for attempt in [
                "CREATE TABLE public.mine (id integer)", "CREATE SCHEMA mine", "CREATE TABLE tokoku.mine (id integer)",
            ] {
                let error = await #expect(throws: DatabaseError.self, "\(attempt)") {
                    try await shop.admin.withExclusive { connection in
                        try await connection.script(
                            "BEGIN; SELECT set_config('role', '\(shop.id.schema)', true)", name: "become")
                        try await connection.script(attempt, name: "attempt")
                    }
                }
                #expect(error?.isPermissionDenied == true, "\(attempt)")
            }
            let login = try await shop.admin.withExclusive { connection in
                try await connection.query(
                    "SELECT rolcanlogin OR rolsuper OR rolinherit AS may FROM pg_roles WHERE rolname = $1",
                    .text(shop.id.schema)
                ).one().bool("may")
            }
            #expect(login == false)
        }
    }

    enum Ask {
        static let rename = SQL("test.rename", "UPDATE {shop} SET name = 'Toko Lain'")
        static let tenants = SQL("test.tenants", "SELECT FROM tokoku.tenant")
        static let secrets = SQL("test.secrets", "SELECT FROM tokoku.provider_secret")
    }
}

extension ShopFixture {
    /// Names of the shop's tables, quoted for SQL.
    fileprivate func tables() async throws -> [String] {
        try await admin.withExclusive { connection in
            try await connection.query(
                "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = $1 ORDER BY 1",
                .text(id.schema)
            ).map { try $0.text("name") }
        }
    }
}
