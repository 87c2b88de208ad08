import Foundation
import Redis
import Testing

/// On the Redis of the run (`TOKOKU_TEST_REDIS`), under keys nobody else uses.
struct RedisCommandTests {
    let redis: RedisClient
    let key = RedisKey.global("test", UUID().uuidString)

    init() throws {
        let url = try #require(
            ProcessInfo.processInfo.environment["TOKOKU_TEST_REDIS"], "ops/test starts a Redis and names it here")
        redis = try RedisClient(url: url, connections: 2, commandTimeout: .seconds(5))
    }

    static let values: [String: [UInt8]] = [
        "nothing": [], "every byte": Array(0...255), "the protocol": Array("\r\n$5\r\n*3\r\n:1\r\n".utf8),
        "much": [UInt8](repeating: 13, count: 300_000),
    ]

    @Test(arguments: values.keys)
    func `any bytes come back as they were`(name: String) async throws {
        let value = try #require(Self.values[name])
        #expect(try await redis.get(key) == nil)
        try await redis.set(key, value, expires: .seconds(60))
        #expect(try await redis.get(key) == value)
        #expect(try await redis.delete([key]) == 1)
        #expect(try await redis.get(key) == nil)
    }

    @Test func `a value lives as long as asked`() async throws {
        try await redis.set(key, [1], expires: .milliseconds(90_500))
        guard case .int(let left) = try await redis.command(["PTTL", RedisWord(key)]) else {
            Issue.record("PTTL answers a number")
            return
        }
        #expect((60_000...90_500).contains(left))
        try await redis.set(key, [2], expires: nil)
        #expect(try await redis.command(["PTTL", RedisWord(key)]) == .int(-1))
        #expect(try await redis.delete([key, RedisKey.global("test", "none")]) == 1)
        #expect(try await redis.delete([]) == 0)
    }

    @Test func `of fifty who want a free key, one gets it`() async throws {
        let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in UInt8(0)..<50 {
                group.addTask { try await redis.setIfAbsent(key, [number], expires: .seconds(60)) }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(winners == 1)
        try await redis.delete([key])
    }

    @Test func `a counter counts everyone once and always ends`() async throws {
        let counts = try await withThrowingTaskGroup(of: Int64.self) { group in
            for _ in 0..<100 { group.addTask { try await redis.increment(key, expires: .seconds(60)) } }
            return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
        }
        #expect(counts == Set(1...100))
        #expect(try await redis.command(["PERSIST", RedisWord(key)]) == .int(1))
        #expect(try await redis.increment(key, expires: .seconds(60)) == 101)
        #expect(try await redis.command(["PERSIST", RedisWord(key)]) == .int(1))
        try await redis.delete([key])
    }

    @Test func `a thousand at once each get their own answer`() async throws {
        let wrong = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<1_000 {
                group.addTask {
                    try await redis.command(["ECHO", "\(number)"]) != .bytes(Array("\(number)".utf8))
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(wrong == 0)
    }

    @Test func `answers of every kind are read`() async throws {
        #expect(try await redis.command(["PING"]) == .status("PONG"))
        let script: RedisWord = "return {1, 'dua', {}, false, redis.error_reply('WRONGTYPE kunci rahasia')}"
        #expect(
            try await redis.command(["EVAL", script, "0"])
                == .array([.int(1), .bytes(Array("dua".utf8)), .array([]), .null, .error("WRONGTYPE")]))
    }

    @Test func `a refusal tells its code and nothing of the values`() async throws {
        try await redis.set(key, Array("teks".utf8), expires: .seconds(60))
        let wrongType = await #expect(throws: RedisError.server(code: "WRONGTYPE")) {
            try await redis.command(["LPUSH", RedisWord(key), "rahasia"])
        }
        #expect(wrongType?.description == "redis refused the command: WRONGTYPE")
        await #expect(throws: RedisError.server(code: "ERR")) { try await redis.command(["RAHASIA", "x"]) }
        await #expect(throws: RedisError.server(code: "ERR")) { try await redis.increment(key, expires: .seconds(1)) }
        #expect(try await redis.get(key) == Array("teks".utf8))
        try await redis.delete([key])
    }

    @Test func `a closed client answers nothing more`() async throws {
        await redis.close()
        await #expect(throws: RedisError.closed) { try await redis.get(key) }
        #expect(!redis.isUp)
        await redis.close()
    }

    @Test func `subscribers hear what is published, bytes and all`() async throws {
        let channels = [key.text + ":a", key.text + ":b"]
        var heard = redis.subscribe(channels).makeAsyncIterator()
        #expect(await heard.next() == .gap)
        #expect(try await redis.publish(channels[0], Array(0...255)) == 1)
        #expect(try await redis.publish(channels[1], []) == 1)
        #expect(try await redis.publish(key.text + ":c", [1]) == 0)
        #expect(await heard.next() == .message(channel: channels[0], bytes: Array(0...255)))
        #expect(await heard.next() == .message(channel: channels[1], bytes: []))
        await redis.close()
        #expect(await heard.next() == nil)
    }
}
