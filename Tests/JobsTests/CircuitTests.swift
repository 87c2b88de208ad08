import FoundationEssentials
import Tenancy
import TestSupport
import Testing
import TokoCore

@testable import Jobs

@Suite struct CircuitTests {
    @Test func `three failures in a row open the circuit, one trial closes it again`() async throws {
        try await withShop { shop in
            let clock = TestClock()
            let health = ProviderHealthRepository(shop.database)
            for _ in 1...2 {
                #expect(try await health.mayTry(.gmail, at: clock.now))
                try await health.failed(.gmail, reason: "503", isRefusal: false, at: clock.now)
            }
            #expect(try await health.health(of: .gmail)?.state == .unsteady)
            try await health.failed(.gmail, reason: "503", isRefusal: false, at: clock.now)
            let down = try #require(try await health.health(of: .gmail))
            #expect(down.state == .down && down.failures == 3 && down.retryAt == clock.now + 30)
            #expect(try await health.mayTry(.gmail, at: clock.now) == false)
            clock.advance(30)
            #expect(try await health.mayTry(.gmail, at: clock.now))
            #expect(try await health.mayTry(.gmail, at: clock.now) == false, "one trial at a time")
            try await health.succeeded(.gmail, at: clock.now)
            #expect(try await health.mayTry(.gmail, at: clock.now))
            #expect(try await health.health(of: .gmail)?.state == .ok)
        }
    }

    @Test func `rests grow to an hour and no longer`() async throws {
        try await withShop { shop in
            let clock = TestClock()
            let health = ProviderHealthRepository(shop.database)
            var rests: [TimeInterval] = []
            for _ in 1...14 {
                try await health.failed(.komerce, reason: "x", isRefusal: false, at: clock.now)
                if let at = try await health.health(of: .komerce)?.retryAt {
                    rests.append(at.timeIntervalSince(clock.now))
                }
            }
            #expect(rests.prefix(8) == [30, 60, 120, 240, 480, 960, 1_920, 3_600])
            #expect(rests.last == 3_600)
        }
    }

    @Test func `refused keys are tried once an hour, and at once when they change`() async throws {
        try await withShop { shop in
            let clock = TestClock()
            let health = ProviderHealthRepository(shop.database)
            try await health.failed(.whatsapp, reason: "code 190", isRefusal: true, at: clock.now)
            let since = clock.now
            clock.advance(3_599)
            #expect(try await health.mayTry(.whatsapp, at: clock.now) == false)
            clock.advance(1)
            #expect(try await health.mayTry(.whatsapp, at: clock.now))
            try await health.failed(.whatsapp, reason: "code 190", isRefusal: true, at: clock.now)
            #expect(try await health.health(of: .whatsapp)?.since == since, "since it began, not since the last trial")
            try await health.reset(.whatsapp)
            #expect(try await health.mayTry(.whatsapp, at: clock.now))
        }
    }

    @Test func `a lane behind an open circuit sends nothing and loses nothing`() async throws {
        try await withShop { shop in
            let clock = TestClock()
            let refused = Recorder(act: { _ in .failed(.account(reason: "token revoked")) })
            for number in 1...8 { try await shop.enqueue("k\(number)", at: clock) }
            for _ in 1...5 { try await shop.engine(refused, clock: clock).runDue(of: shop.id) }
            // One batch was tried before the circuit opened; no storm follows.
            #expect(refused.attempts.count <= 5)
            let jobs = try await JobRepository(shop.database).list()
            #expect(jobs.allSatisfy { $0.state == .pending && $0.attempts == 0 })
            clock.advance(3_600)
            let handler = Recorder()
            try await shop.engine(handler, clock: clock).runDue(of: shop.id)
            #expect(handler.attempts.count == 8)
            #expect(try await ProviderHealthRepository(shop.database).health(of: .gmail)?.state == .ok)
        }
    }

    @Test func `one shop's refused keys are nothing to another`() async throws {
        try await withShops(2) { shops in
            let clock = TestClock()
            try await ProviderHealthRepository(shops[0].database).failed(
                .gmail, reason: "revoked", isRefusal: true, at: clock.now)
            let other = ProviderHealthRepository(shops[1].database)
            #expect(try await other.mayTry(.gmail, at: clock.now))
            #expect(try await other.list().isEmpty)
        }
    }
}
