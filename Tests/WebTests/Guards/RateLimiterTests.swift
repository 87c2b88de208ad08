import FoundationEssentials
import Redis
import Testing
import TokoCore
import Web

@Suite struct RateLimiterTests {
    static let shop = TenantID(1)

    private func isLet(
        _ limiter: RateLimiter, _ what: String = "masuk", by who: String, of shop: TenantID = Self.shop,
        limit: Int64 = 3,
        window: Duration = .seconds(600)
    ) async throws -> Bool {
        do {
            try await limiter.count(what, by: who, of: shop, limit: limit, window: window)
            return true
        } catch let problem as Problem {
            #expect(problem.code == "too_many")
            return false
        }
    }

    /// One that counts in Redis; two of them are two servers.
    private func shared() throws -> (RateLimiter, RedisClient) {
        let url = try #require(ProcessInfo.processInfo.environment["TOKOKU_TEST_REDIS"])
        let redis = try RedisClient(url: url)
        return (RateLimiter(redis: redis), redis)
    }

    private func checkCounting(_ limiter: RateLimiter, as who: String) async throws {
        for _ in 0..<3 { #expect(try await isLet(limiter, by: who)) }
        #expect(try await !isLet(limiter, by: who))
        #expect(try await !isLet(limiter, by: who))
        // Somebody else, something else, and another shop are counted apart.
        #expect(try await isLet(limiter, by: "\(who)0"))
        #expect(try await isLet(limiter, "daftar", by: who))
        #expect(try await isLet(limiter, by: who, of: TenantID(2)))
        // Nobody's name can be made to look like somebody else's.
        #expect(try await isLet(limiter, "masuk:x", by: who))
        #expect(try await isLet(limiter, by: "x:\(who)"))
        #expect(try await !isLet(limiter, by: who))
    }

    @Test func `without Redis each server counts by itself`() async throws {
        try await checkCounting(RateLimiter(redis: nil), as: "192.0.2.7")
        #expect(try await isLet(RateLimiter(redis: nil), by: "192.0.2.7"))
    }

    @Test func `with Redis all servers count together`() async throws {
        let who = "192.0.2.\(UInt64.random(in: 0...UInt64.max))"
        let (first, redis) = try shared()
        let (second, other) = try shared()
        try await checkCounting(first, as: who)
        #expect(try await !isLet(second, by: who))
        await redis.close()
        await other.close()
    }

    @Test func `while Redis is away the limit still holds`() async throws {
        let redis = try RedisClient(url: "unix:/nonexistent/redis.sock")
        try await checkCounting(RateLimiter(redis: redis), as: "192.0.2.7")
        await redis.close()
    }

    @Test func `a window that is over is forgotten`() async throws {
        let limiter = RateLimiter(redis: nil)
        for _ in 0..<5 { #expect(try await isLet(limiter, by: "192.0.2.7", limit: 1, window: .zero)) }
    }

    @Test func `a crowd does not make anybody's window forgotten`() async throws {
        let limiter = RateLimiter(redis: nil)
        for _ in 0..<3 { #expect(try await isLet(limiter, by: "192.0.2.7")) }
        for number in 0..<50_000 {
            try await limiter.count("masuk", by: "\(number)", of: Self.shop, limit: 1, window: .seconds(600))
        }
        #expect(try await !isLet(limiter, by: "192.0.2.7"))
        #expect(try await !isLet(limiter, by: "49999", limit: 1))
    }

    @Test func `a window in Redis ends by itself, and trying on does not prolong it`() async throws {
        let who = "192.0.2.\(UInt64.random(in: 0...UInt64.max))"
        let (limiter, redis) = try shared()
        #expect(try await isLet(limiter, by: who, limit: 1, window: .seconds(600)))
        #expect(try await !isLet(limiter, by: who, limit: 1, window: .seconds(6_000)))
        let left = try await redis.command(["PTTL", RedisWord(RedisKey.tenant(Self.shop, "rate", "masuk", who))])
        guard case .int(let milliseconds) = left else {
            Issue.record("PTTL answered \(left)")
            return
        }
        #expect((1...600_000).contains(milliseconds))
        await redis.close()
    }
}
