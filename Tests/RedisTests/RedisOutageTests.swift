import Foundation
import Redis
import Testing

/// With a Redis of the test's own, which is killed, frozen and started again.
@Suite(.timeLimit(.minutes(10)))
struct RedisOutageTests {
    let key = RedisKey.global("a")

    @Test func `while Redis is down commands fail, and once it is back they work`() async throws {
        let server = try RedisServer()
        defer { server.remove() }
        let redis = try RedisClient(url: server.url, commandTimeout: .seconds(5))
        await #expect(throws: RedisError.unavailable) { try await redis.get(key) }
        try server.start()
        try await eventually { redis.isUp }
        try await redis.set(key, [1], expires: nil)
        server.kill()
        await #expect(throws: RedisError.unavailable) { try await redis.get(key) }
        try await eventually { !redis.isUp }
        for _ in 0..<100 {
            await #expect(throws: RedisError.unavailable) { try await redis.get(key) }
        }
        try server.start()
        try await eventually { redis.isUp }
        #expect(try await redis.get(key) == nil)
        try await redis.set(key, [2], expires: nil)
        #expect(try await redis.get(key) == [2])
        await redis.close()
    }

    @Test func `a connection that Redis drops is made again at once`() async throws {
        let server = try RedisServer()
        defer { server.remove() }
        try server.start()
        let redis = try RedisClient(url: server.url, commandTimeout: .seconds(5))
        #expect(try await redis.command(["PING"]) == .status("PONG"))
        // As a proxy or a `timeout` setting would.
        let other = try RedisClient(url: server.url, commandTimeout: .seconds(5))
        try await other.command(["CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"])
        try await eventually { redis.isUp }
        await #expect(throws: Never.self) {
            do { try await redis.command(["PING"]) } catch RedisError.unavailable {
                // The command was on its way when the connection broke; the next one finds a new connection.
                try await redis.command(["PING"])
            }
        }
        await redis.close()
        await other.close()
    }

    @Test func `a frozen Redis costs the timeout, and what was asked is an unknown outcome`() async throws {
        let server = try RedisServer()
        defer { server.remove() }
        try server.start()
        let redis = try RedisClient(url: server.url, commandTimeout: .milliseconds(200))
        #expect(try await redis.command(["PING"]) == .status("PONG"))
        server.freeze()
        await #expect(throws: RedisError.timedOut) { try await redis.get(key) }
        try await eventually { !redis.isUp }
        server.thaw()
        try await eventually { redis.isUp }
        #expect(try await redis.command(["PING"]) == .status("PONG"))
        await redis.close()
    }

    @Test func `a subscriber hears of the gap and then goes on hearing`() async throws {
        let server = try RedisServer()
        defer { server.remove() }
        try server.start()
        let redis = try RedisClient(url: server.url, commandTimeout: .seconds(5))
        var heard = redis.subscribe(["berita"]).makeAsyncIterator()
        #expect(await heard.next() == .gap)
        try await redis.publish("berita", [1])
        #expect(await heard.next() == .message(channel: "berita", bytes: [1]))
        server.kill()
        try server.start()
        #expect(await heard.next() == .gap)
        try await eventually { redis.isUp }
        #expect(try await redis.publish("berita", [2]) == 1)
        #expect(await heard.next() == .message(channel: "berita", bytes: [2]))
        await redis.close()
        #expect(await heard.next() == nil)
    }

    @Test func `the password opens the door and nothing else does`() async throws {
        let server = try RedisServer(options: ["--requirepass", "ra:ha@sia", "--port", "\(try freePort())"])
        defer { server.remove() }
        try server.start()
        let port = try #require(server.port)
        let right = try RedisClient(url: "redis://:ra%3Aha%40sia@127.0.0.1:\(port)/3", commandTimeout: .seconds(5))
        try await right.set(key, [3], expires: nil)
        #expect(try await right.command(["DBSIZE"]) == .int(1))
        try await right.command(["SELECT", "0"])
        #expect(try await right.command(["DBSIZE"]) == .int(0))
        for url in ["redis://127.0.0.1:\(port)", "redis://:salah@127.0.0.1:\(port)"] {
            let wrong = try RedisClient(url: url, commandTimeout: .seconds(5))
            await #expect(throws: RedisError.unavailable) { try await wrong.get(key) }
            await wrong.close()
        }
        await right.close()
    }

    @Test func `commands under way when the client closes are told so`() async throws {
        let server = try RedisServer()
        defer { server.remove() }
        try server.start()
        let redis = try RedisClient(url: server.url, commandTimeout: .seconds(30))
        let waiting = Task { try await redis.command(["BLPOP", "g:kosong", "0"]) }
        let other = try RedisClient(url: server.url, commandTimeout: .seconds(5))
        try await eventually {
            guard case .bytes(let text) = try await other.command(["INFO", "clients"]) else { return false }
            return String(decoding: text, as: UTF8.self).contains("blocked_clients:1")
        }
        await redis.close()
        await #expect(throws: RedisError.closed) { try await waiting.value }
        await other.close()
    }
}
