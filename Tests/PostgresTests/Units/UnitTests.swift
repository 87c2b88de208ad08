import Synchronization
import Testing
import TokoCore

@testable import Postgres

@Suite struct UnitTests {
    @Test func `a unit acts as its shop and control as the login role`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool { pool in
                let a = try await pool.tenant(scratch.a).query(ItemSQL.backend).one().text("role")
                let control = try await pool.control.query(ItemSQL.backend).one().text("role")
                let b = try await pool.tenant(scratch.b).query(ItemSQL.backend).one().text("role")
                #expect([a, control, b] == [scratch.a.schema, scratch.loginRole, scratch.b.schema])
                #expect(pool.tenant(scratch.b).tenant == scratch.b)
            }
        }
    }

    @Test func `many statements are one round trip and one transaction`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                let shop = pool.tenant(scratch.a)
                let before = pool.setup.counters.exchanges.load(ordering: .relaxed)
                let results = try await shop.run(
                    (1...50).map { Statement(ItemSQL.insert, .text("item \($0)"), .int(Int64(scratch.a.number))) }
                        + [Statement(ItemSQL.count)])
                #expect(pool.setup.counters.exchanges.load(ordering: .relaxed) == before + 1)
                #expect(results.count == 51)
                #expect(results[0].affected == 1)
                #expect(try results[50].one().int("n") == 51)
            }
        }
    }

    @Test func `nothing to run is nothing asked`() async throws {
        try await TestServer.lend(TestServer.pool("postgresql:///nowhere?host=/nonexistent")) { pool in
            let results = try await pool.control.run([])
            #expect(results.isEmpty)
        }
    }

    @Test func `a refused statement undoes the whole unit and keeps the connection`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                let shop = pool.tenant(scratch.a)
                let backend = try await shop.query(ItemSQL.backend).one().int("pid")
                let error = await #expect(throws: DatabaseError.self) {
                    try await shop.run([
                        Statement(ItemSQL.insert, .text("kept?"), .int(1)),
                        Statement(ItemSQL.insert, .text("first of \(scratch.a)"), .int(1)),
                        Statement(ItemSQL.insert, .text("never reached"), .int(1)),
                    ])
                }
                #expect(
                    error
                        == .server(
                            sqlState: "23505", statement: "item.insert", constraint: "item_name_key", table: "item"))
                #expect(error?.isUniqueViolation(of: "item_name_key") == true)
                #expect(error?.isUniqueViolation(of: "another") == false)
                #expect(try await shop.query(ItemSQL.count).one().int("n") == 1)
                #expect(try await shop.query(ItemSQL.backend).one().int("pid") == backend)
                #expect(pool.setup.counters.connects.load(ordering: .relaxed) == 1)
            }
        }
    }

    private static let bad = SQL("item.bad", "SELECT ($1::text)::bigint + id AS x FROM {item}")
    private static let price = SQL("item.price", "UPDATE {item} SET price_rupiah = $1")
    private static let typo = SQL("item.typo", "SELEC 1 FROM {item}")
    private static let stray = SQL("item.stray", "SELECT * FROM item")

    @Test func `errors carry the statement's name and SQLSTATE, never values`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                let shop = pool.tenant(scratch.a)
                let secret = "rahasia-4711"
                let cast = await #expect(throws: DatabaseError.self) { try await shop.query(Self.bad, .text(secret)) }
                #expect(cast?.sqlState == "22P02")
                #expect(cast.map { "\($0)" } == "database refused item.bad: SQLSTATE 22P02")
                #expect(cast.map { String(reflecting: $0).contains(secret) } == false)
                let check = await #expect(throws: DatabaseError.self) { try await shop.query(Self.price, .int(-5)) }
                #expect(check?.isCheckViolation(of: "item_price_check") == true)
                let typo = await #expect(throws: DatabaseError.self) { try await shop.query(Self.typo) }
                #expect(typo?.sqlState == "42601")
                let stray = await #expect(throws: DatabaseError.self) { try await shop.query(Self.stray) }
                #expect(stray?.sqlState == "42P01")
                let count = try await shop.query(ItemSQL.count).one().int("n")
                #expect(count == 1)
            }
        }
    }

    @Test func `a shop whose role is not ours, or is not there, is refused`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                let absent = await #expect(throws: DatabaseError.self) {
                    try await pool.tenant(TenantID(2_000_000_007)).query(ItemSQL.count)
                }
                #expect(absent?.sqlState == "22023")
                try await scratch.superuser { admin in
                    try await admin.withExclusive {
                        try await $0.script("REVOKE \(scratch.b.schema) FROM \(scratch.loginRole)", name: "revoke")
                    }
                }
                let foreign = await #expect(throws: DatabaseError.self) {
                    try await pool.tenant(scratch.b).query(ItemSQL.count)
                }
                #expect(foreign?.isPermissionDenied == true)
                #expect(try await pool.tenant(scratch.a).query(ItemSQL.count).one().int("n") == 1)
            }
        }
    }

    @Test func `a missing row is told with the statement's name`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                let rows = try await pool.tenant(scratch.a).query(
                    SQL("item.none", "SELECT id FROM {item} WHERE id = $1"), .int(-1))
                #expect(rows.isEmpty)
                #expect(throws: DatabaseError.missingRow(statement: "item.none")) { try rows.one() }
            }
        }
    }

    @Test func `large values pass both ways`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                // Well beyond what a socket holds, so both sides must read while they write.
                let picture = (0..<400_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
                let text = String(repeating: "batik ", count: 50_000)
                let big = SQL("big", "SELECT $1::bytea AS picture, $2::text AS text")
                let results = try await pool.tenant(scratch.a).run(
                    (0..<4).map { _ in Statement(big, .bytes(picture), .text(text)) })
                for rows in results {
                    #expect(try rows.one().bytes("picture") == picture)
                    #expect(try rows.one().text("text") == text)
                }
            }
        }
    }
}
