import FoundationEssentials
import Logging
import Postgres
import Redis
import Synchronization
import Tenancy
import TestSupport
import Testing
import TokoCore

@testable import Jobs

@Suite(.timeLimit(.minutes(10))) struct EngineTests {
    /// Engines that run until `body` is over, for these shops and with a real clock.
    private func withEngines<Result: Sendable>(
        _ count: Int, _ shops: [ShopFixture], _ handler: any LaneHandler, schedules: [Schedule] = [],
        redis: RedisClient? = nil, _ body: @Sendable ([JobEngine]) async throws -> Result
    ) async throws -> Result {
        let pool = shops[0].pool
        let directory = try await TenantDirectory(
            database: pool.control, pool: pool, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let engines = (1...count).map { number in
            JobEngine(
                tenants: { directory.all }, database: { pool.tenant($0) }, handlers: [.mail: handler],
                schedules: schedules, redis: redis, worker: "w\(number)")
        }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            for engine in engines { group.addTask { await engine.run() } }
            let result: Swift.Result<Result, any Error>
            do { result = .success(try await body(engines)) } catch { result = .failure(error) }
            group.cancelAll()
            try await group.waitForAll()
            return try result.get()
        }
    }

    private func waitUntil(_ condition: () async throws -> Bool) async throws {
        while try await !condition() { try await Task.sleep(for: .milliseconds(20)) }
    }

    @Test func `a shop with twenty thousand jobs does not hold up another's one`() async throws {
        try await withShops(2) { shops in
            let gate = Mutex(0)
            // Slow enough that the long queue cannot be through.
            let handler = Recorder(act: { _ in
                gate.withLock { $0 += 1 }
                try await Task.sleep(for: .milliseconds(2))
                return .done()
            })
            try await shops[0].database.query(WorkshopSQL.many, .int(20_000), .timestamp(Date()))
            try await withEngines(1, shops, handler) { engines in
                engines[0].ring(shops[0].id)
                try await waitUntil { gate.withLock { $0 } > 50 }
                try await shops[1].database.run([
                    Outbox.enqueue(NewJob(lane: .mail, kind: "mail.test", dedupeKey: "receipt"))
                ])
                engines[0].ring(shops[1].id)
                try await waitUntil { try await shops[1].job("receipt")?.state == .sent }
                let left = try await JobRepository(shops[0].database).counts().first { $0.state == .pending }
                #expect((left?.jobs ?? 0) > 19_000)
            }
        }
    }

    @Test func `a commit wakes the engine, a rollback tells nobody`() async throws {
        try await withShop { shop in
            let rung = Mutex<[TenantID]>([])
            shop.pool.onAnnouncement { tenant in rung.withLock { $0.append(tenant) } }
            let job = NewJob(lane: .mail, kind: "mail.test", dedupeKey: "k")
            await #expect(throws: Crash.self) {
                try await shop.database.transaction { tx in
                    _ = try await tx.run([Outbox.enqueue(job)])
                    throw Crash()
                }
            }
            #expect(rung.withLock { $0 }.isEmpty)
            try await shop.database.transaction { tx in _ = try await tx.run([Outbox.enqueue(job)]) }
            #expect(rung.withLock { $0 } == [shop.id])
            try await shop.database.transaction { tx in _ = try await tx.commit(after: [Outbox.enqueue(job)]) }
            try await shop.database.run([Outbox.enqueue(job)])
            #expect(rung.withLock { $0 } == [shop.id, shop.id, shop.id])
            _ = try await JobRepository(shop.database).list()
            #expect(rung.withLock { $0 }.count == 3)
        }
    }

    @Test func `without any wake-up the sweep finds the job`() async throws {
        try await withShop { shop in
            let handler = Recorder()
            try await shop.database.run([Outbox.enqueue(NewJob(lane: .mail, kind: "mail.test", dedupeKey: "k"))])
            try await withEngines(1, [shop], handler) { _ in
                try await waitUntil { try await shop.job("k")?.state == .sent }
            }
            #expect(handler.attempts == ["k"])
        }
    }

    @Test func `the engine goes on after its connections were cut`() async throws {
        try await withShop { shop in
            var policy = RetryPolicy.test
            policy.claim = .seconds(10)
            policy.unknownDelay = .seconds(1)
            let handler = Recorder(policy)
            try await withEngines(2, [shop], handler) { engines in
                for number in 1...20 {
                    try await shop.admin.control.query(WorkshopSQL.terminate)
                    let job = NewJob(lane: .mail, kind: "mail.test", dedupeKey: "k\(number)")
                    while true {
                        do {
                            try await shop.database.run([Outbox.enqueue(job)])
                            break
                        } catch is DatabaseError { continue }
                    }
                    engines[number % 2].ring(shop.id)
                }
                try await waitUntil {
                    do {
                        let counts = try await JobRepository(shop.database).counts()
                        return counts.reduce(0) { $0 + ($1.state == .sent ? $1.jobs : 0) } == 20
                    } catch is DatabaseError { return false }
                }
            }
            // Cut between sending and its report a job goes out once more, and never a third time.
            #expect(Set(handler.attempts).count == 20)
            #expect(Dictionary(grouping: handler.attempts) { $0 }.values.allSatisfy { $0.count <= 2 })
        }
    }

    @Test func `a stopped engine finishes what it began and begins nothing more`() async throws {
        try await withShop { shop in
            let begun = AsyncStream.makeStream(of: Void.self)
            let handler = Recorder(act: { _ in
                begun.continuation.yield()
                try await Task.sleep(for: .milliseconds(200))
                return .done()
            })
            try await shop.database.query(WorkshopSQL.many, .int(5), .timestamp(Date()))
            try await withEngines(1, [shop], handler) { _ in
                for await _ in begun.stream { break }
            }
            let jobs = try await JobRepository(shop.database).list()
            #expect(jobs.filter { $0.state == .sending }.isEmpty)
            #expect(jobs.filter { $0.state == .sent }.count == handler.attempts.count)
            #expect(handler.attempts.count < 5)
        }
    }

    @Test func `a schedule runs once though three engines watch it`() async throws {
        try await withShop { shop in
            let runs = Mutex(0)
            let schedule = Schedule(name: "count", every: .seconds(3_600)) { _, _ in
                runs.withLock { $0 += 1 }
                return nil
            }
            try await withEngines(3, [shop], Recorder(), schedules: [schedule]) { engines in
                for engine in engines { engine.ring(shop.id) }
                try await waitUntil { try await !shop.database.query(ScheduleSQL.list).isEmpty }
                for engine in engines { engine.ring(shop.id) }
                try await waitUntil {
                    try await shop.database.query(ScheduleSQL.list).first?.dateOrNil("ran_at") != nil
                }
            }
            #expect(runs.withLock { $0 } == 1)
        }
    }
}
