import Synchronization
import Testing
import TokoCore

@testable import Postgres

@Suite struct RecoveryTests {
    private static let terminate = SQL("terminate", "SELECT pg_terminate_backend($1::integer) AS done")
    private static let busy = SQL(
        "busy", "SELECT count(*) AS n FROM pg_stat_activity WHERE pid = $1::integer AND state = 'active'")
    private static let alive = SQL("alive", "SELECT count(*) AS n FROM pg_stat_activity WHERE pid = $1::integer")

    private func wait(_ observer: ConnectionPool, _ sql: SQL, _ backend: Int64, is count: Int64) async throws {
        while try await observer.control.query(sql, .int(backend)).one().int("n") != count { await Task.yield() }
    }

    @Test func `a backend killed in the middle of a statement is an error once`() async throws {
        try await Scratch.with { scratch in
            try await scratch.superuser { observer in
                try await scratch.pool(size: 1) { pool in
                    let shop = pool.tenant(scratch.a)
                    let backend = try await shop.query(ItemSQL.backend).one().int("pid")
                    let insert = Statement(ItemSQL.insert, .text("gone"), .int(1))
                    let work = Task { try await shop.run([insert, Statement(ItemSQL.sleep, .int(60))]) }
                    try await wait(observer, Self.busy, backend, is: 1)
                    try await observer.control.query(Self.terminate, .int(backend))
                    // The server said which statement it ended at, so COMMIT was certainly not reached.
                    await #expect(throws: DatabaseError.connectionLost(statement: "sleep")) { try await work.value }
                    let count = try await shop.query(ItemSQL.count).one().int("n")
                    #expect(count == 1)
                }
            }
        }
    }

    @Test func `a backend killed between two statements ends the transaction, not another one`() async throws {
        try await Scratch.with { scratch in
            try await scratch.superuser { observer in
                try await scratch.pool(size: 1) { pool in
                    let shop = pool.tenant(scratch.a)
                    let error = await refusal {
                        try await shop.transaction { transaction in
                            try await transaction.query(ItemSQL.insert, .text("gone"), .int(1))
                            let backend = try await transaction.query(ItemSQL.backend).one().int("pid")
                            try await observer.control.query(Self.terminate, .int(backend))
                            try await wait(observer, Self.alive, backend, is: 0)
                            try await transaction.query(ItemSQL.insert, .text("must not be alone"), .int(1))
                        }
                    }
                    #expect(error == .connectionLost(statement: "item.insert"))
                    let count = try await shop.query(ItemSQL.count).one().int("n")
                    #expect(count == 1)
                }
            }
        }
    }

    @Test func `a backend killed while it rested is not noticed by the next unit`() async throws {
        try await Scratch.with { scratch in
            try await scratch.superuser { observer in
                try await scratch.pool(size: 1) { pool in
                    let shop = pool.tenant(scratch.a)
                    for _ in 0..<10 {
                        let backend = try await shop.query(ItemSQL.backend).one().int("pid")
                        try await observer.control.query(Self.terminate, .int(backend))
                        try await wait(observer, Self.alive, backend, is: 0)
                    }
                    let count = try await shop.query(ItemSQL.count).one().int("n")
                    #expect(count == 1)
                }
            }
        }
    }

    @Test func `a connection lost inside COMMIT leaves doubt, and says so`() async throws {
        try await Scratch.with { scratch in
            try await scratch.superuser { observer in
                try await observer.withExclusive { connection in
                    try await connection.script(
                        """
                        CREATE FUNCTION \(scratch.a.schema).nap() RETURNS trigger LANGUAGE plpgsql AS
                            $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$;
                        CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON \(scratch.a.schema).item
                            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION \(scratch.a.schema).nap();
                        """, name: "slow commit")
                }
                try await scratch.pool(size: 1) { pool in
                    let shop = pool.tenant(scratch.a)
                    let backend = try await shop.query(ItemSQL.backend).one().int("pid")
                    let unit = Task { try await shop.query(ItemSQL.insert, .text("maybe"), .int(1)) }
                    try await wait(observer, Self.busy, backend, is: 1)
                    try await observer.control.query(Self.terminate, .int(backend))
                    await #expect(throws: DatabaseError.commitInDoubt(statement: "item.insert")) {
                        try await unit.value
                    }
                    // Cancelled instead, the server answers that it did not commit: no doubt then.
                    let next = try await shop.query(ItemSQL.backend).one().int("pid")
                    let cancelled = Task { try await shop.query(ItemSQL.insert, .text("no"), .int(1)) }
                    try await wait(observer, Self.busy, next, is: 1)
                    cancelled.cancel()
                    await #expect(throws: CancellationError.self) { try await cancelled.value }
                    let count = try await shop.query(ItemSQL.count).one().int("n")
                    #expect(count == 1)
                }
            }
        }
    }

    @Test func `a wrong address is told at once, with the reason and without the password`() async throws {
        let nowhere = "postgresql://toko:rahasia@/toko?host=/nonexistent"
        try await TestServer.lend(TestServer.pool(nowhere, size: 1)) { pool in
            let error = await refusal { try await pool.control.query(ItemSQL.backend) }
            guard case .cannotConnect(let reason) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason.contains("/nonexistent"))
            #expect(!reason.contains("rahasia"))
        }
        try await TestServer.lend(TestServer.pool("postgres//toko:rahasia@x", size: 1)) { pool in
            let error = await refusal { try await pool.control.query(ItemSQL.backend) }
            #expect(error == .cannotConnect(reason: "the database URL cannot be read"))
        }
    }

    @Test func `a closed pool refuses, and lets what is under way end`() async throws {
        try await Scratch.with { scratch in
            let pool = TestServer.pool(scratch.url, size: 1)
            let life = Task { try await pool.run() }
            let shop = pool.tenant(scratch.a)
            let holds = Meeting(of: 2)
            let isDone = Meeting(of: 2)
            let underWay = Task {
                try await shop.transaction { transaction in
                    try await transaction.query(ItemSQL.insert, .text("last"), .int(1))
                    await holds.arrive()
                    await isDone.arrive()
                }
            }
            await holds.arrive()
            life.cancel()
            while !pool.isClosed { await Task.yield() }
            let late = await refusal { try await shop.query(ItemSQL.count) }
            #expect(late == .closed)
            await isDone.arrive()
            try await underWay.value
            try await life.value
            try await scratch.pool(size: 1) { pool in
                let count = try await pool.tenant(scratch.a).query(ItemSQL.count).one().int("n")
                #expect(count == 2)
            }
        }
    }
}
