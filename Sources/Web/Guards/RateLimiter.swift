import Logging
public import Redis
import Synchronization
public import TokoCore

/// Counts what an address may do in a window of time: over all servers when Redis is there, in this one when not.
public final class RateLimiter: Sendable {
    private let redis: RedisClient?
    private let local = Mutex(Windows())

    private struct Window {
        var count: Int64
        let ends: ContinuousClock.Instant
    }

    private struct Windows {
        var open: [String: Window] = [:]
        /// So many are kept before the ended ones are dropped. It grows with those that have not ended, so that a
        /// crowd does not make every single count look at all the others.
        var most = 20_000
    }

    public init(redis: RedisClient?) { self.redis = redis }

    /// - Throws: ``Problem/tooMany`` when `who` did `what` more than `limit` times in the window.
    public func count(
        _ what: String, by who: String, of tenant: TenantID, limit: Int64, window: Duration
    ) async throws {
        let key = RedisKey.tenant(tenant, "rate", what, who)
        let count = await shared(key, window) ?? counted(here: key.text, window)
        if count > limit { throw Problem.tooMany }
    }

    /// Nil while Redis is away: the limit then holds for each server by itself.
    private func shared(_ key: RedisKey, _ window: Duration) async -> Int64? {
        guard let redis else { return nil }
        do {
            return try await redis.increment(key, expires: window)
        } catch {
            Logger.current.debug("rate limit counted in memory", metadata: ["error": "\(error)"])
            return nil
        }
    }

    private func counted(here key: String, _ window: Duration) -> Int64 {
        let now = ContinuousClock.now
        return local.withLock { windows in
            if windows.open.count > windows.most {
                windows.open = windows.open.filter { $0.value.ends > now }
                windows.most = max(20_000, 2 * windows.open.count)
            }
            var current =
                windows.open[key].flatMap { $0.ends > now ? $0 : nil } ?? Window(count: 0, ends: now + window)
            current.count += 1
            windows.open[key] = current
            return current.count
        }
    }
}
