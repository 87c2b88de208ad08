import FoundationEssentials
import ProviderDouble
import Synchronization
import Tenancy
import TestSupport
import Testing
import WebClient

@testable import Shipping

/// A clock that stands until it is moved.
final class HandClock: Sendable {
    private let time: Mutex<Date>
    init(_ seconds: TimeInterval) { time = Mutex(Date(timeIntervalSince1970: seconds)) }
    var now: Date { time.withLock { $0 } }
    func advance(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
}

struct CallBudgetTests {
    /// 24 November 2026, 16:59:59 UTC: a second before midnight in Jakarta.
    private static let beforeMidnight: TimeInterval = 1_795_539_599

    @Test func `a day has as many questions as the plan, and begins anew at Jakarta's midnight`() async throws {
        try await withShop { shop in
            let clock = HandClock(Self.beforeMidnight)
            let budget = CallBudget(shop.database, product: .cost, callsPerDay: 3) { clock.now }
            for _ in 1...3 { try await budget.spend() }
            await #expect(throws: RateError.quotaExhausted) { try await budget.spend() }
            #expect(try await budget.used() == 3)
            // Another product has a plan of its own.
            let delivery = CallBudget(shop.database, product: .delivery, callsPerDay: 3) { clock.now }
            try await delivery.spend()
            #expect(try await delivery.used() == 1)
            clock.advance(1)
            #expect(try await budget.used() == 0)
            try await budget.spend()
            #expect(try await budget.used() == 1)
        }
    }

    @Test func `a refusal is believed for an hour, or as long as the provider says`() async throws {
        try await withShop { shop in
            let clock = HandClock(Self.beforeMidnight - 40_000)
            let budget = CallBudget(shop.database, product: .cost, callsPerDay: 100) { clock.now }
            try await budget.spend()
            try await budget.exhausted(retryAfter: nil)
            clock.advance(3_599)
            await #expect(throws: RateError.quotaExhausted) { try await budget.spend() }
            clock.advance(1)
            try await budget.spend()
            try await budget.exhausted(retryAfter: .seconds(20))
            clock.advance(20)
            try await budget.spend()
            #expect(try await budget.used() == 3)
        }
    }

    @Test func `questions asked at once are all counted, and another shop's are not`() async throws {
        try await withShops(2) { shops in
            let clock = HandClock(Self.beforeMidnight)
            let budget = CallBudget(shops[0].database, product: .cost, callsPerDay: 10) { clock.now }
            let allowed = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<25 {
                    group.addTask {
                        do {
                            try await budget.spend()
                            return true
                        } catch {
                            return false
                        }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(allowed == 10)
            let foreign = CallBudget(shops[1].database, product: .cost, callsPerDay: 10) { clock.now }
            let used = try await foreign.used()
            #expect(used == 0)
        }
    }

    @Test func `a 429 closes the till for all who ask after it`() async throws {
        try await withShop { shop in
            let clock = HandClock(Self.beforeMidnight - 40_000)
            let budget = CallBudget(shop.database, product: .cost, callsPerDay: 100) { clock.now }
            try await ProviderDouble.replying(.json(Samples.failure("Daily limit exceeded", 429), status: 429)) {
                komerce in
                let client = KomerceClient(
                    key: "k", baseURL: komerce.baseURL, transport: WebTransport(), budget: budget)
                for _ in 1...5 {
                    await #expect(throws: RateError.quotaExhausted) {
                        try await client.search("Menteng", limit: 1, offset: 0)
                    }
                }
                #expect(komerce.requests.count == 1)
            }
        }
    }
}
