import Logging
import Redis

/// Redis, which the server can do without.
struct RedisCheck {
    let url: String?

    func finding() async -> Finding {
        guard let url else {
            return .warn("redis", "not set", "set TOKOKU_REDIS_URL when more than one server runs")
        }
        do {
            let client = try RedisClient(url: url, logger: Agency.logger)
            let isUp = await answers(client)
            await client.close()
            return isUp
                ? .ok("redis", "answers")
                : .warn("redis", "does not answer", "start it; until then pages are cached in each server alone")
        } catch {
            return .fail("redis", "TOKOKU_REDIS_URL cannot be read", "expected redis://host:port or unix:/path")
        }
    }

    /// The client connects by itself, so it is asked again for up to two seconds.
    private func answers(_ client: RedisClient) async -> Bool {
        let deadline = ContinuousClock.now + .seconds(2)
        while ContinuousClock.now < deadline {
            do {
                try await client.command(["PING"])
                return true
            } catch {
                do { try await Task.sleep(for: .milliseconds(50)) } catch { return false }
            }
        }
        return false
    }
}
