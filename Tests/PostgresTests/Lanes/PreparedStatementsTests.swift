import Synchronization
import Testing
import TokoCore

@testable import Postgres

@Suite struct PreparedStatementsTests {
    private func key(_ number: UInt, _ tenant: Int32 = 1) -> StatementKey {
        StatementKey(scope: .tenant(TenantID(tenant)), identity: number)
    }

    @Test func `the least recently used is given up first`() {
        var prepared = PreparedStatements(capacity: 2)
        prepared.insert(key(1), name: "s1")
        prepared.insert(key(2), name: "s2")
        #expect(prepared.use(key(1))?.name == "s1")
        prepared.insert(key(3), name: "s3")
        #expect(prepared.use(key(2)) == nil)
        #expect(prepared.use(key(1))?.name == "s1")
        #expect(prepared.use(key(3))?.name == "s3")
        #expect(prepared.doomed == ["s2"])
        prepared.deallocated("s2")
        #expect(prepared.doomed == [])
    }

    @Test func `the same statement of two shops is two`() {
        var prepared = PreparedStatements(capacity: 4)
        prepared.insert(key(1, 1), name: "s1")
        #expect(prepared.use(key(1, 2)) == nil)
    }

    @Test func `what is forgotten is deallocated only if the server has it`() {
        var prepared = PreparedStatements(capacity: 4)
        for number in 1...3 { prepared.insert(key(UInt(number)), name: "s\(number)") }
        prepared.forget(key(2), stillOnServer: true)
        prepared.forget(key(3), stillOnServer: false)
        prepared.forget(key(9), stillOnServer: true)
        #expect(prepared.doomed == ["s2"])
        #expect(prepared.count == 1)
    }

    @Test func `order survives any sequence of uses`() {
        var prepared = PreparedStatements(capacity: 8)
        var model: [UInt] = []
        var generator = SystemRandomNumberGenerator()
        for step in 0..<5_000 {
            let number = UInt.random(in: 1...20, using: &generator)
            let isKnown = prepared.use(key(number)) != nil
            #expect(isKnown == model.contains(number))
            model.removeAll { $0 == number }
            if Int.random(in: 0..<10, using: &generator) == 0 {
                prepared.forget(key(number), stillOnServer: true)
                continue
            }
            if !isKnown { prepared.insert(key(number), name: "s\(step)") }
            model.append(number)
            if model.count > 8 { model.removeFirst() }
            #expect(prepared.count == model.count)
        }
    }

    private static let onServer = SQL(
        "on.server",
        "SELECT count(*) AS n, current_setting('role') AS role FROM pg_prepared_statements WHERE name ~ '^s[0-9]+$'")

    @Test func `the server keeps no more prepared statements than allowed`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1, { $0.statementsPerConnection = 3 }) { pool in
                let statements = (0..<6).map { _ in ItemSQL.count } + [ItemSQL.all, ItemSQL.backend]
                for round in 0..<10 {
                    let id = round.isMultiple(of: 2) ? scratch.a : scratch.b
                    for sql in statements { try await pool.tenant(id).query(sql) }
                }
                let left = try await pool.control.query(Self.onServer).one().int("n")
                // The one that asks is the fourth until the next unit.
                #expect(left <= 4)
                #expect(pool.setup.counters.deallocations.load(ordering: .relaxed) > 20)
                #expect(pool.setup.counters.connects.load(ordering: .relaxed) == 1)
            }
        }
    }

    @Test func `a statement is prepared once on its connection`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                for _ in 0..<5 {
                    try await pool.tenant(scratch.a).run([Statement(ItemSQL.count), Statement(ItemSQL.count)])
                }
                #expect(pool.setup.counters.prepares.load(ordering: .relaxed) == 1)
            }
        }
    }

    @Test func `a statement whose result changes is prepared again without anybody noticing`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                let star = SQL("item.star", "SELECT * FROM {item}")
                let shop = pool.tenant(scratch.a)
                let before = try await shop.query(star).one()
                #expect(throws: DatabaseError.self) { try before.textOrNil("note") }
                try await scratch.superuser { admin in
                    try await admin.withExclusive {
                        try await $0.script("ALTER TABLE \(scratch.a.schema).item ADD note text", name: "widen")
                    }
                }
                let after = try await shop.query(star).one()
                #expect(try after.textOrNil("note") == nil)
                let inside = try await shop.transaction { try await $0.query(star).one() }
                #expect(try inside.textOrNil("note") == nil)
                #expect(pool.setup.counters.connects.load(ordering: .relaxed) == 1)
            }
        }
    }

    @Test func `a statement that vanished from the server is prepared again`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                let shop = pool.tenant(scratch.a)
                try await shop.query(ItemSQL.count)
                let drop = SQL("drop", "DO $$ BEGIN EXECUTE 'DEALLOCATE s1'; END $$")
                try await shop.query(drop)
                let count = try await shop.query(ItemSQL.count).one().int("n")
                #expect(count == 1)
            }
        }
    }

    @Test func `a connection that has served its share of shops is replaced`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1, { $0.tenantsPerConnection = 1 }) { pool in
                var backends: Set<Int64> = []
                for id in [scratch.a, scratch.a, scratch.b, scratch.b, scratch.a] {
                    backends.insert(try await pool.tenant(id).query(ItemSQL.backend).one().int("pid"))
                }
                #expect(backends.count == 3)
                #expect(pool.setup.counters.connects.load(ordering: .relaxed) == 3)
            }
        }
    }

    @Test func `a shop comes home to its lane, and spills when it is busy`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 4) { pool in
                let shop = pool.tenant(scratch.a)
                var home: Set<Int64> = []
                for _ in 0..<8 { home.insert(try await shop.query(ItemSQL.backend).one().int("pid")) }
                #expect(home.count == 1)
                let elsewhere = try await shop.transaction { transaction in
                    try await transaction.query(ItemSQL.count)
                    return try await shop.query(ItemSQL.backend).one().int("pid")
                }
                #expect(!home.contains(elsewhere))
            }
        }
    }

    @Test func `shops are spread over the lanes`() {
        var homes = [Int: Int]()
        for number in Int32(1)...1_000 {
            let scope = Scope.tenant(TenantID(number))
            let home = (0..<8).max { LaneBoard.rank($0, scope) < LaneBoard.rank($1, scope) }
            homes[home ?? -1, default: 0] += 1
        }
        #expect(homes.count == 8)
        #expect(homes.values.allSatisfy { (80...180).contains($0) }, "\(homes)")
    }
}
