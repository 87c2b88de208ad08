import Postgres
import Testing
import TokoCore

@Suite struct IsolationTests {
    private static let tables = SQL(
        "tables", "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = $1 ORDER BY tablename")

    @Test func `as one shop's role every table of another is refused`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool { pool in
                let tables = try await pool.control.query(Self.tables, .text(scratch.b.schema))
                    .map { try $0.text("name") }
                #expect(tables == ["account", "item"])
                for table in tables {
                    for command in ["SELECT * FROM", "DELETE FROM", "TRUNCATE", "LOCK TABLE", "DROP TABLE"] {
                        let error = await #expect(throws: DatabaseError.self) {
                            try await pool.withExclusive { connection in
                                try await connection.script(
                                    """
                                    SELECT set_config('role', '\(scratch.a.schema)', true);
                                    \(command) \(scratch.b.schema).\(table)
                                    """, name: "trespass")
                            }
                        }
                        #expect(error?.isPermissionDenied == true, "\(command) \(table)")
                    }
                }
                #expect(try await pool.tenant(scratch.b).query(ItemSQL.count).one().int("n") == 1)
            }
        }
    }

    private static let outsider = SQL("outsider", "SELECT count(*) AS n FROM tokoku.note")

    @Test func `a shop sees nothing of control and control nothing of a shop`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool { pool in
                try await pool.withExclusive { try await $0.script("CREATE TABLE tokoku.note (id int)", name: "note") }
                let fromShop = await #expect(throws: DatabaseError.self) {
                    try await pool.tenant(scratch.a).query(Self.outsider)
                }
                #expect(fromShop?.isPermissionDenied == true)
                let fromControl = await #expect(throws: DatabaseError.self) {
                    try await pool.withExclusive { try await $0.query("SELECT * FROM \(scratch.a.schema).item") }
                }
                #expect(fromControl?.isPermissionDenied == true)
            }
        }
    }

    private static let nap = SQL("nap", "SELECT pg_sleep(0.05)::text AS slept, name FROM {item}")
    private static let broken = SQL("broken", "SELECT 1 / (id - id) AS x FROM {item}")

    /// What may come out of one of the random units; anything else fails the test.
    private static func isExpected(_ error: any Error) -> Bool {
        switch error {
        case is CancellationError: true
        case DatabaseError.server("22012", "broken", _, _), DatabaseError.server("23505", _, _, _): true
        case DatabaseError.deadlineExceeded, DatabaseError.poolTimeout: true
        // Cancelled on the way to COMMIT and not answered in time.
        case DatabaseError.commitInDoubt: true
        default: false
        }
    }

    @Test(arguments: [1, 3])
    func `two shops on shared connections never see each other's rows`(connections: Int) async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: connections) { pool in
                let reads = Tally()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for seed in 0..<16 {
                        group.addTask {
                            for round in 0..<25 {
                                let id = Bool.random() ? scratch.a : scratch.b
                                do {
                                    let rows = try await Self.randomUnit(pool.tenant(id), "\(seed)-\(round)")
                                    for row in rows {
                                        #expect(try row.int("shop") == Int64(id.number))
                                    }
                                    if !rows.isEmpty { reads.add() }
                                } catch {
                                    #expect(Self.isExpected(error), "\(error)")
                                }
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(reads.count > 100)
                for id in [scratch.a, scratch.b] {
                    let rows = try await pool.tenant(id).query(ItemSQL.all)
                    #expect(try rows.allSatisfy { try $0.int("shop") == Int64(id.number) })
                }
            }
        }
    }

    /// One of: read, write and read, a refused statement, a transaction given up, a cancelled one, one too slow.
    private static func randomUnit(_ shop: TenantDatabase, _ name: String) async throws -> Rows {
        let insert = Statement(ItemSQL.insert, .text("\(shop.tenant) \(name)"), .int(Int64(shop.tenant.number)))
        switch Int.random(in: 0..<9) {
        case 0...2: return try await shop.query(ItemSQL.all)
        case 3: return try await shop.run([insert, Statement(ItemSQL.all)])[1]
        case 4: return try await shop.run([insert, Statement(broken), Statement(ItemSQL.all)])[2]
        case 5:
            return try await shop.transaction { transaction in
                try await transaction.run([insert])
                return try await transaction.commit(after: [Statement(ItemSQL.all)])[0]
            }
        case 6:
            return try await shop.transaction { transaction in
                _ = try await transaction.run([insert, Statement(ItemSQL.all)])
                throw CancellationError()
            }
        case 7:
            let work = Task { try await shop.run([insert, Statement(nap), Statement(ItemSQL.all)])[2] }
            if Bool.random() { await Task.yield() }
            work.cancel()
            return try await work.value
        default:
            return try await shop.transaction(deadline: .milliseconds(20)) { transaction in
                try await transaction.run([insert, Statement(nap), Statement(ItemSQL.all)])[2]
            }
        }
    }
}
