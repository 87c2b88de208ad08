import Postgres
import TestSupport
import Testing
import TokoCore

@testable import Tenancy

@Suite struct TenantRegistryTests {
    @Test func `a slug or a host that is taken is refused and leaves nothing behind`() async throws {
        try await withScratchDatabase { scratch in
            try await scratch.migrate()
            let first = try await scratch.shop("satu")
            let registry = TenantRegistry(pool: scratch.admin, migrations: scratch.migrations)
            let host = try #require(HostName(first.host))
            await #expect(throws: RegistryError.slugTaken(first.slug)) {
                try await registry.create(slug: first.slug, name: "Lagi", domains: [], actor: "test")
            }
            let second = try #require(Slug("dua"))
            await #expect(throws: RegistryError.hostTaken(host)) {
                try await registry.create(slug: second, name: "Dua", domains: [host], actor: "test")
            }
            let shops = RegistryRepository(scratch.server.control)
            #expect(try await shops.tenants().map(\.slug) == [first.slug])
            let schemas = try await scratch.admin.withExclusive { connection in
                try await connection.query("SELECT count(*) AS n FROM pg_namespace WHERE nspname ~ '^t_'").one().int(
                    "n")
            }
            #expect(schemas == 1)
        }
    }

    @Test func `a login that may not create roles is told so`() async throws {
        try await withScratchDatabase { scratch in
            try await scratch.migrate()
            let registry = TenantRegistry(pool: scratch.server, migrations: scratch.migrations)
            await #expect(throws: RegistryError.mayNotCreate) {
                try await registry.create(slug: try #require(Slug("satu")), name: "Satu", domains: [], actor: "test")
            }
        }
    }

    @Test func `a shop has one primary host, the first until another is chosen`() async throws {
        try await withShops(2) { shops in
            let registry = RegistryRepository(shops[0].admin.control)
            let host = try #require(HostName("Www.Satu.Example."))
            #expect(try await registry.add(host, to: shops[0].id, primary: false, actor: "test"))
            #expect(try await registry.add(host, to: shops[0].id, primary: false, actor: "test") == false)
            #expect(try await registry.tenant(shops[0].slug).hosts == ["shop-1.test", "www.satu.example"])
            #expect(try await registry.add(host, to: shops[0].id, primary: true, actor: "test"))
            let tenant = try await registry.tenant(shops[0].slug)
            #expect(tenant.primaryHost == "www.satu.example")
            #expect(tenant.hosts == ["www.satu.example", "shop-1.test"])
            await #expect(throws: RegistryError.hostTaken(host)) {
                try await registry.add(host, to: shops[1].id, primary: true, actor: "test")
            }
            #expect(try await registry.tenant(shops[1].slug).primaryHost == "shop-2.test")
        }
    }

    @Test func `an agency login without superuser rights creates and fills shops`() async throws {
        try await withScratchDatabase { scratch in
            let name = "agency_\(UInt64.random(in: 0...UInt64.max))"
            try await scratch.admin.withExclusive { connection in
                let database = try await connection.query("SELECT current_database()::text AS name").one().text("name")
                try await connection.script(
                    """
                    CREATE ROLE \(name) LOGIN CREATEROLE;
                    GRANT tokoku_server TO \(name) WITH ADMIN OPTION;
                    GRANT CREATE ON DATABASE \(database) TO \(name);
                    """, name: "agency")
            }
            let url = scratch.serverURL.replacing(/user=[a-z0-9_]+/, with: "user=\(name)")
            try await withPool(url) { agency in
                try await Migrator(pool: agency, migrations: scratch.migrations).migrate()
                try await scratch.startShopsAnywhere()
                let id = try await TenantRegistry(pool: agency, migrations: scratch.migrations).create(
                    slug: try #require(Slug("satu")), name: "Satu", domains: [], actor: "test")
                let settings = ShopSettingsRepository(agency.tenant(id))
                try await settings.save(ShopSettings(name: "Toko Satu"))
                #expect(try await ShopSettingsRepository(scratch.server.tenant(id)).load().name == "Toko Satu")
            }
            try await scratch.admin.withExclusive { connection in
                try await connection.script("DROP OWNED BY \(name) CASCADE; DROP ROLE \(name)", name: "agency.drop")
            }
        }
    }

    @Test(arguments: [
        ("Batik.Example", "batik.example"), ("batik.localhost.", "batik.localhost"), ("localhost", "localhost"),
        ("xn--btik-hqa.id", "xn--btik-hqa.id"),
    ])
    func `hosts have one spelling`(typed: String, kept: String) {
        #expect(HostName(typed)?.text == kept)
    }

    @Test(arguments: [
        "", ".", "a..b", "-a.id", "a-.id", "toko.id:8080", "toko id", "https://toko.id", "tokö.id", "a_b.id",
        String(repeating: "a", count: 64) + ".id",
    ])
    func `what is no host name is refused`(typed: String) {
        #expect(HostName(typed) == nil)
    }
}
