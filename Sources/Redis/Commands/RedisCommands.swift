extension RedisClient {
    /// - Returns: `nil` when there is no such key.
    public func get(_ key: RedisKey) async throws(RedisError) -> [UInt8]? {
        switch try await command(["GET", RedisWord(key)]) {
        case .bytes(let value): return value
        case .null: return nil
        default: throw .unexpectedReply
        }
    }

    /// - Parameter expires: how long Redis keeps it, in steps of a millisecond, one at least; `nil` keeps it.
    public func set(_ key: RedisKey, _ value: [UInt8], expires: Duration?) async throws(RedisError) {
        try await command(["SET", RedisWord(key), RedisWord(bytes: value)] + lifetime(expires))
    }

    /// - Returns: whether the key was free and is now ours.
    public func setIfAbsent(_ key: RedisKey, _ value: [UInt8], expires: Duration?) async throws(RedisError) -> Bool {
        let words: [RedisWord] = ["SET", RedisWord(key), RedisWord(bytes: value), "NX"] + lifetime(expires)
        return try await command(words) != .null
    }

    /// - Returns: how many of the keys existed.
    @discardableResult
    public func delete(_ keys: [RedisKey]) async throws(RedisError) -> Int {
        guard !keys.isEmpty else { return 0 }
        return Int(try await number(["DEL"] + keys.map { RedisWord($0) }))
    }

    /// Counts up by one. The count lives for `expires` from its first increment, then starts again: one step in
    /// Redis, so a counter can never be left without an end.
    public func increment(_ key: RedisKey, expires: Duration) async throws(RedisError) -> Int64 {
        let script: RedisWord = """
            local count = redis.call('INCR', KEYS[1])
            if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
            return count
            """
        return try await number(["EVAL", script, "1", RedisWord(key), RedisWord(expires.wholeMilliseconds)])
    }

    /// - Returns: how many subscribers Redis handed it to.
    @discardableResult
    public func publish(_ channel: String, _ message: [UInt8]) async throws(RedisError) -> Int {
        Int(try await number(["PUBLISH", RedisWord(channel), RedisWord(bytes: message)]))
    }

    private func number(_ words: [RedisWord]) async throws(RedisError) -> Int64 {
        guard case .int(let number) = try await command(words) else { throw .unexpectedReply }
        return number
    }

    private func lifetime(_ expires: Duration?) -> [RedisWord] {
        guard let expires else { return [] }
        return ["PX", RedisWord(expires.wholeMilliseconds)]
    }
}

extension Duration {
    /// At least 1: Redis and poll(2) read zero and less as something else than "soon".
    var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return max(1, min(seconds, 1 << 40) * 1_000 + attoseconds / 1_000_000_000_000_000)
    }
}
