import Foundation
import Postgres
import TestSupport
import Testing
import TokoCore

@testable import Tenancy

@Suite struct MigratorTests {
    @Test func `an empty database gets every migration, and a second run does nothing`() async throws {
        try await withScratchDatabase { scratch in
            let migrator = Migrator(pool: scratch.admin, migrations: scratch.migrations)
            await #expect(throws: MigrationError.notMigrated) { try await migrator.pending() }
            let first = try await migrator.migrate()
            #expect(first.control == scratch.migrations.control)
            #expect(try await migrator.pending().isEmpty)
            let second = try await migrator.migrate()
            #expect(second.isEmpty)
        }
    }

    @Test func `a new migration reaches the registry and every shop`() async throws {
        try await withScratchDatabase { scratch in
            try await scratch.migrate()
            let shops = [try await scratch.shop("satu"), try await scratch.shop("dua")]
            let folder = try MigrationFolder(copying: scratch.migrations)
            defer { folder.remove() }
            try folder.write("control/0099_note.sql", "CREATE TABLE {note} (id integer)", number: .next)
            try folder.write("tenant/0099_wish.sql", "CREATE TABLE {wish} (id integer)", number: .next)
            let migrations = try MigrationSet(directory: folder.url)
            let report = try await Migrator(pool: scratch.admin, migrations: migrations).migrate()
            #expect(report.control.map(\.name) == ["note"])
            #expect(report.shops == shops.map(\.slug))
            for shop in shops {
                #expect(try await shop.database.query(Ask.wishes).one().int("wishes") == 0)
            }
            #expect(try await Migrator(pool: scratch.admin, migrations: migrations).pending().isEmpty)
        }
    }

    @Test func `an applied file that was edited is refused, and nothing changes`() async throws {
        try await withScratchDatabase { scratch in
            try await scratch.migrate()
            let folder = try MigrationFolder(copying: scratch.migrations)
            defer { folder.remove() }
            try folder.append("control/0001_registry.sql", "\n-- one more thing\n")
            let migrator = Migrator(pool: scratch.admin, migrations: try MigrationSet(directory: folder.url))
            await #expect(throws: MigrationError.changed(file: "control/0001_registry.sql")) {
                try await migrator.migrate()
            }
        }
    }

    @Test func `a database that a newer program migrated is refused`() async throws {
        try await withScratchDatabase { scratch in
            let folder = try MigrationFolder(copying: scratch.migrations)
            defer { folder.remove() }
            try folder.write("control/0099_note.sql", "CREATE TABLE {note} (id integer)", number: .next)
            let newer = try MigrationSet(directory: folder.url)
            try await Migrator(pool: scratch.admin, migrations: newer).migrate()
            let number = Int32(scratch.migrations.control.count + 1)
            await #expect(throws: MigrationError.unknown(kind: .control, number: number, name: "note")) {
                try await Migrator(pool: scratch.admin, migrations: scratch.migrations).migrate()
            }
        }
    }

    @Test func `a broken script applies nothing, and a mended one applies whole`() async throws {
        try await withScratchDatabase { scratch in
            try await scratch.migrate()
            let shop = try await scratch.shop("satu")
            let folder = try MigrationFolder(copying: scratch.migrations)
            defer { folder.remove() }
            let file = try folder.write(
                "tenant/0099_wish.sql", "CREATE TABLE {wish} (id integer);\nCREATE TABLE {wish} (id integer)",
                number: .next)
            let migrations = try MigrationSet(directory: folder.url)
            let error = await #expect(throws: MigrationError.self) {
                try await Migrator(pool: scratch.admin, migrations: migrations).migrate()
            }
            guard case .failed(file, "satu", let cause) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(cause.sqlState == "42P07")
            await #expect(throws: DatabaseError.self) { try await shop.database.query(Ask.wishes) }
            try folder.replace(file, "CREATE TABLE {wish} (id integer)")
            let mended = try MigrationSet(directory: folder.url)
            #expect(try await Migrator(pool: scratch.admin, migrations: mended).migrate().shops == [shop.slug])
            #expect(try await shop.database.query(Ask.wishes).one().int("wishes") == 0)
        }
    }

    @Test func `runs at the same time apply each file once`() async throws {
        try await withScratchDatabase { scratch in
            let migrator = Migrator(pool: scratch.admin, migrations: scratch.migrations)
            let applied = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<5 { group.addTask { try await migrator.migrate().control.count } }
                return try await group.reduce(0, +)
            }
            #expect(applied == scratch.migrations.control.count)
        }
    }

    @Test func `a script outside a transaction may build an index without blocking`() async throws {
        try await withScratchDatabase { scratch in
            try await scratch.migrate()
            let shop = try await scratch.shop("satu")
            let folder = try MigrationFolder(copying: scratch.migrations)
            defer { folder.remove() }
            try folder.write(
                "tenant/0099_index.sql",
                """
                -- no-transaction
                -- The owner's list is sorted by name.
                CREATE INDEX CONCURRENTLY IF NOT EXISTS product_name ON {product} (name)
                """, number: .next)
            let migrations = try MigrationSet(directory: folder.url)
            #expect(try await Migrator(pool: scratch.admin, migrations: migrations).migrate().shops == [shop.slug])
            #expect(try await shop.database.query(Ask.indexOwner).one().text("owner") == shop.id.schema)
        }
    }

    enum Ask {
        static let wishes = SQL("test.wishes", "SELECT count(*) AS wishes FROM {wish}")
        static let indexOwner = SQL(
            "test.index_owner",
            """
            SELECT r.rolname::text AS owner FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
            WHERE c.relname = 'product_name'
            """)
    }
}
