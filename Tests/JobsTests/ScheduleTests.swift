import FoundationEssentials
import Postgres
import Synchronization
import TestSupport
import Testing
import TokoCore

@testable import Jobs

@Suite struct ScheduleTests {
    @Test func `a schedule runs when it is due, as often as it says, over restarts`() async throws {
        try await withShop { shop in
            let clock = TestClock()
            let runs = Mutex<[Date]>([])
            let schedule = Schedule(name: "sweep", every: .seconds(60)) { _, now in
                runs.withLock { $0.append(now) }
                return nil
            }
            let start = clock.now
            for _ in 1...5 {
                // Each a new engine, as after a restart.
                try await shop.engine(Recorder(), schedules: [schedule], clock: clock).runDue(of: shop.id)
                clock.advance(30)
            }
            #expect(runs.withLock { $0 } == [start, start + 60, start + 120])
        }
    }

    @Test func `a run may ask to come back sooner, never later`() async throws {
        try await withShop { shop in
            let clock = TestClock()
            let runs = Mutex(0)
            let sooner = Schedule(name: "sooner", every: .seconds(60)) { _, now in
                runs.withLock { $0 += 1 }
                return now + 10
            }
            let later = Schedule(name: "later", every: .seconds(60)) { _, now in
                runs.withLock { $0 += 100 }
                return now + 1_000_000
            }
            let engine = shop.engine(Recorder(), schedules: [sooner, later], clock: clock)
            try await engine.runDue(of: shop.id)
            clock.advance(10)
            try await engine.runDue(of: shop.id)
            #expect(runs.withLock { $0 } == 102)
            clock.advance(50)
            try await engine.runDue(of: shop.id)
            #expect(runs.withLock { $0 } == 203)
        }
    }

    @Test func `a run that fails is noted and tried again, and holds up no other`() async throws {
        try await withShop { shop in
            let clock = TestClock()
            let good = Mutex(0)
            let schedules = [
                Schedule(name: "bad", every: .seconds(60)) { _, _ in throw Crash() },
                Schedule(name: "good", every: .seconds(60)) { _, _ in
                    good.withLock { $0 += 1 }
                    return nil
                },
            ]
            let engine = shop.engine(Recorder(), schedules: schedules, clock: clock)
            try await engine.runDue(of: shop.id)
            #expect(good.withLock { $0 } == 1)
            let bad = try await shop.database.query(ScheduleSQL.list).map { try $0.textOrNil("problem") }
            #expect(bad == ["JobsTests.Crash", nil])
        }
    }

    @Test func `who dies in a run is followed by another when the claim is over`() async throws {
        try await withShop { shop in
            let clock = TestClock()
            _ = try await shop.database.query(
                ScheduleSQL.claim, .text("sweep"), .timestamp(clock.now), .timestamp(clock.now + 300), .text("dead"))
            let runs = Mutex(0)
            let schedule = Schedule(name: "sweep", every: .seconds(60)) { _, _ in
                runs.withLock { $0 += 1 }
                return nil
            }
            let engine = shop.engine(Recorder(), schedules: [schedule], clock: clock)
            try await engine.runDue(of: shop.id)
            #expect(runs.withLock { $0 } == 0)
            clock.advance(301)
            try await engine.runDue(of: shop.id)
            #expect(runs.withLock { $0 } == 1)
        }
    }
}
