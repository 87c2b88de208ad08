import FoundationEssentials
import Postgres
import Synchronization
import Tenancy
import TestSupport
import Testing
import TokoCore

@testable import Jobs

@Suite struct OutboxTests {
    @Test func `what is asked for twice is done once`() async throws {
        try await withShop { shop in
            let clock = TestClock()
            let handler = Recorder()
            for _ in 1...3 { try await shop.enqueue("order:1:receipt", at: clock) }
            try await shop.engine(handler, clock: clock).runDue(of: shop.id)
            try await shop.enqueue("order:1:receipt", at: clock)
            try await shop.engine(handler, clock: clock).runDue(of: shop.id)
            #expect(handler.attempts == ["order:1:receipt"])
            #expect(try await shop.job("order:1:receipt")?.state == .sent)
        }
    }

    @Test func `jobs go out in the order they were due`() async throws {
        try await withShop { shop in
            let clock = TestClock()
            let handler = Recorder()
            for number in 1...12 {
                try await shop.enqueue("k\(number)", at: clock)
                clock.advance(1)
            }
            try await shop.engine(handler, clock: clock).runDue(of: shop.id)
            #expect(handler.attempts == (1...12).map { "k\($0)" })
        }
    }

    @Test func `a provider that is down is tried again, and the job parked in the end and retried by hand`()
        async throws
    {
        try await withShop { shop in
            let clock = TestClock()
            let down = Recorder(account: nil, act: { _ in .failed(.later(reason: "503")) })
            try await shop.enqueue("k", at: clock)
            for _ in 1...3 {
                try await shop.engine(down, clock: clock).runDue(of: shop.id)
                try await shop.engine(down, clock: clock).runDue(of: shop.id)
                clock.advance(100)
            }
            #expect(down.attempts.count == 3)
            let parked = try #require(try await shop.job("k"))
            #expect(parked.state == .parked && parked.reason == "given up after 3 attempts: 503")
            let jobs = JobRepository(shop.database)
            #expect(try await jobs.retry(parked.id, at: clock.now))
            let up = Recorder()
            try await shop.engine(up, clock: clock).runDue(of: shop.id)
            #expect(try await shop.job("k")?.state == .sent)
            #expect(try await jobs.retry(parked.id, at: clock.now) == false)
        }
    }

    @Test func `a job dropped by hand is never sent`() async throws {
        try await withShop { shop in
            let clock = TestClock()
            try await shop.enqueue("k", at: clock)
            let job = try #require(try await shop.job("k"))
            #expect(try await JobRepository(shop.database).drop(job.id, at: clock.now))
            let handler = Recorder()
            try await shop.engine(handler, clock: clock).runDue(of: shop.id)
            #expect(handler.attempts.isEmpty)
        }
    }

    @Test func `a poison job parks alone`() async throws {
        try await withShop { shop in
            let clock = TestClock()
            let handler = Recorder(act: { job in
                job.dedupeKey == "bad" ? .failed(.permanent(reason: "no such address")) : .done()
            })
            for key in ["a", "bad", "b"] { try await shop.enqueue(key, at: clock) }
            try await shop.engine(handler, clock: clock).runDue(of: shop.id)
            #expect(try await shop.job("bad")?.state == .parked)
            #expect(try await shop.job("a")?.state == .sent)
            #expect(try await shop.job("b")?.state == .sent)
        }
    }

    @Test func `a handler that breaks loses nothing`() async throws {
        try await withShop { shop in
            let clock = TestClock()
            let broken = Recorder(marksSending: false, act: { _ in throw Crash() })
            for key in ["a", "b"] { try await shop.enqueue(key, at: clock) }
            await #expect(throws: Crash.self) { try await shop.engine(broken, clock: clock).runDue(of: shop.id) }
            let handler = Recorder()
            try await shop.engine(handler, clock: clock).runDue(of: shop.id)
            #expect(Set(handler.attempts) == ["a", "b"])
        }
    }

    @Test func `who dies between sending and the answer leaves an unknown outcome, repeated once and then parked`()
        async throws
    {
        try await withShop { shop in
            let clock = TestClock()
            let dying = Recorder(act: { _ in throw Crash() })
            try await shop.enqueue("k", at: clock)
            for expected in [JobState.pending, .parked] {
                await #expect(throws: Crash.self) { try await shop.engine(dying, clock: clock).runDue(of: shop.id) }
                #expect(try await shop.job("k")?.state == .sending)
                try await shop.engine(dying, clock: clock).runDue(of: shop.id)
                #expect(try await shop.job("k")?.state == expected)
                clock.advance(301)
            }
            #expect(dying.attempts.count == 2)
            #expect(try await shop.job("k")?.unknowns == 2)
        }
    }

    @Test func `a worker that was too slow cannot report on what is another's`() async throws {
        try await withShop { shop in
            let clock = TestClock()
            try await shop.enqueue("k", at: clock)
            let slow = Claim(shop.database, policy: .test, worker: "slow", now: { clock.now })
            let taken = try await slow.take(from: .mail)
            clock.advance(301)
            let quick = Claim(shop.database, policy: .test, worker: "quick", now: { clock.now })
            #expect(try await quick.take(from: .mail).map(\.job.dedupeKey) == ["k"])
            await #expect(throws: ClaimLost.self) { try await slow.sending(taken[0].job) }
            await #expect(throws: ClaimLost.self) { try await slow.finish(taken[0].job, .done()) }
            try await quick.finish(taken[0].job, .done())
        }
    }

    @Test func `two workers never take the same job`() async throws {
        try await withShop { shop in
            let clock = TestClock()
            try await shop.database.query(WorkshopSQL.many, .int(200), .timestamp(clock.now))
            let handler = Recorder()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...4 {
                    let engine = shop.engine(handler, clock: clock, worker: "w\(number)")
                    group.addTask { try await engine.runDue(of: shop.id) }
                }
                try await group.waitForAll()
            }
            try await shop.engine(handler, clock: clock).runDue(of: shop.id)
            #expect(handler.attempts.count == 200)
            #expect(Set(handler.attempts).count == 200)
        }
    }

    @Test func `another shop sees and touches nothing of it`() async throws {
        try await withShops(2) { shops in
            let clock = TestClock()
            try await shops[0].enqueue("k", at: clock)
            let job = try #require(try await shops[0].job("k"))
            let foreign = JobRepository(shops[1].database)
            #expect(try await foreign.list().isEmpty)
            #expect(try await foreign.drop(job.id, at: clock.now) == false)
            #expect(try await foreign.retryAll(at: clock.now) == 0)
            let steal = SQL("test.steal", "SELECT count(*) AS jobs FROM t_1.outbox")
            await #expect(throws: DatabaseError.self) { try await shops[1].database.query(steal) }
        }
    }

    @Test func `what was done with is forgotten in its time`() async throws {
        try await withShop { shop in
            let clock = TestClock()
            try await shop.enqueue("done", at: clock)
            try await shop.engine(Recorder(), clock: clock).runDue(of: shop.id)
            try await shop.enqueue("waits", at: clock)
            let jobs = JobRepository(shop.database)
            #expect(try await jobs.forget(before: clock.now) == 0)
            #expect(try await jobs.forget(before: clock.now + 1) == 1)
            #expect(try await jobs.list().map(\.dedupeKey) == ["waits"])
        }
    }
}
