/// What Redis answers, copied out of hiredis.
public indirect enum RedisReply: Hashable, Sendable {
    case null
    case int(Int64)
    case bytes([UInt8])
    case status(String)
    case array([RedisReply])

    /// The first word of a refusal. Only inside an array: a refused command itself throws ``RedisError/server(code:)``.
    case error(String)
}
