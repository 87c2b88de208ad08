import Synchronization
import Testing
import TokoCore

@testable import Postgres

@Suite struct CancellationTests {
    /// Sees from outside whether a statement is running.
    private static let sleepers = SQL(
        "sleepers",
        """
        SELECT count(*) AS n FROM pg_stat_activity
        WHERE datname = current_database() AND state = 'active' AND query LIKE '%pg_sleep%'
            AND pid <> pg_backend_pid()
        """)

    private func sleepers(_ pool: ConnectionPool, become count: Int64) async throws {
        while try await pool.control.query(Self.sleepers).one().int("n") != count { await Task.yield() }
    }

    @Test func `a cancelled unit stops on the server, and its connection is replaced`() async throws {
        try await Scratch.with { scratch in
            try await scratch.superuser { observer in
                try await scratch.pool(size: 1) { pool in
                    let shop = pool.tenant(scratch.a)
                    let before = try await shop.query(ItemSQL.backend).one().int("pid")
                    let work = Task { try await shop.query(ItemSQL.sleep, .int(60)) }
                    try await sleepers(observer, become: 1)
                    work.cancel()
                    await #expect(throws: CancellationError.self) { try await work.value }
                    try await sleepers(observer, become: 0)
                    let after = try await shop.query(ItemSQL.backend).one().int("pid")
                    #expect(after != before)
                    #expect(pool.setup.counters.connects.load(ordering: .relaxed) == 2)
                }
            }
        }
    }

    @Test func `a cancelled transaction is undone`() async throws {
        try await Scratch.with { scratch in
            try await scratch.superuser { observer in
                try await scratch.pool(size: 1) { pool in
                    let shop = pool.tenant(scratch.a)
                    let work = Task {
                        try await shop.transaction { transaction in
                            try await transaction.query(ItemSQL.insert, .text("gone"), .int(1))
                            try await transaction.query(ItemSQL.sleep, .int(60))
                        }
                    }
                    try await sleepers(observer, become: 1)
                    work.cancel()
                    await #expect(throws: CancellationError.self) { try await work.value }
                    let count = try await shop.query(ItemSQL.count).one().int("n")
                    #expect(count == 1)
                }
            }
        }
    }

    @Test func `who waits in the queue may leave it`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                let shop = pool.tenant(scratch.a)
                let holds = Meeting(of: 2)
                let isDone = Meeting(of: 2)
                let holder = Task {
                    try await shop.transaction { transaction in
                        try await transaction.query(ItemSQL.count)
                        await holds.arrive()
                        await isDone.arrive()
                    }
                }
                await holds.arrive()
                let waiting = Task { try await shop.query(ItemSQL.count) }
                let alsoWaiting = Task { try await shop.query(ItemSQL.count).one().int("n") }
                let alreadyCancelled = Task {
                    unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                    return try await shop.query(ItemSQL.count)
                }
                await Task.yield()
                waiting.cancel()
                await #expect(throws: CancellationError.self) { try await waiting.value }
                await #expect(throws: CancellationError.self) { try await alreadyCancelled.value }
                await isDone.arrive()
                try await holder.value
                let count = try await alsoWaiting.value
                #expect(count == 1)
            }
        }
    }

    @Test func `a unit that takes too long is cancelled`() async throws {
        try await Scratch.with { scratch in
            try await scratch.superuser { observer in
                try await scratch.pool(size: 1, { $0.unitDeadline = .milliseconds(1_500) }) { pool in
                    let shop = pool.tenant(scratch.a)
                    try await shop.query(ItemSQL.count)
                    let unit = await refusal { try await shop.query(ItemSQL.sleep, .int(60)) }
                    #expect(unit == .deadlineExceeded(statement: "sleep"))
                    try await sleepers(observer, become: 0)
                    try await shop.query(ItemSQL.count)
                    let transaction = await refusal {
                        try await shop.transaction(deadline: .milliseconds(500)) { transaction in
                            try await transaction.run([
                                Statement(ItemSQL.insert, .text("gone"), .int(1)), Statement(ItemSQL.sleep, .int(60)),
                            ])
                        }
                    }
                    #expect(transaction == .deadlineExceeded(statement: "sleep"))
                    try await sleepers(observer, become: 0)
                    let count = try await shop.query(ItemSQL.count).one().int("n")
                    #expect(count == 1)
                }
            }
        }
    }

    @Test func `a transaction may be allowed more time than the pool's units`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1, { $0.unitDeadline = .seconds(1) }) { pool in
                let limits = SQL(
                    "limits",
                    """
                    SELECT name, setting::bigint AS milliseconds FROM pg_settings
                    WHERE name IN ('idle_in_transaction_session_timeout', 'statement_timeout') ORDER BY name
                    """)
                let shop = pool.tenant(scratch.a)
                let longer = try await shop.transaction(deadline: .seconds(60)) { transaction in
                    try await transaction.query(ItemSQL.sleep, .text("1.2"))
                    return try await transaction.query(limits).map { try $0.int("milliseconds") }
                }
                #expect(longer.allSatisfy { (60_000...65_000).contains($0) }, "\(longer)")
                let usual = try await shop.query(limits).map { try $0.int("milliseconds") }
                #expect(usual == [6_000, 3_000])
            }
        }
    }

    @Test func `a connection that stays busy is waited for no longer than allowed`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1, { $0.acquireTimeout = .milliseconds(50) }) { pool in
                let shop = pool.tenant(scratch.a)
                try await shop.transaction { transaction in
                    try await transaction.query(ItemSQL.count)
                    let second = await refusal { try await shop.query(ItemSQL.count) }
                    #expect(second == .poolTimeout)
                }
                let count = try await shop.query(ItemSQL.count).one().int("n")
                #expect(count == 1)
            }
        }
    }

    @Test func `waiters are served in the order they came`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                let shop = pool.tenant(scratch.a)
                var waiting: [Task<Rows, any Error>] = []
                let holds = Meeting(of: 2)
                let isDone = Meeting(of: 2)
                let holder = Task {
                    try await shop.transaction { transaction in
                        try await transaction.query(ItemSQL.count)
                        await holds.arrive()
                        await isDone.arrive()
                    }
                }
                await holds.arrive()
                for number in 0..<10 {
                    waiting.append(
                        Task { try await shop.query(ItemSQL.insert, .text("n\(number)"), .int(Int64(number))) })
                    while pool.waitingCount <= number { await Task.yield() }
                }
                await isDone.arrive()
                try await holder.value
                for task in waiting { _ = try await task.value }
                let shops = try await shop.query(ItemSQL.all).dropFirst().map { try $0.int("shop") }
                #expect(shops == Array(0..<10))
            }
        }
    }
}
