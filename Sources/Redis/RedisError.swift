/// Why a command has no answer. A shop sells on without Redis, so every caller has a way for each case.
public enum RedisError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no connection, or it broke before the answer came. Told at once, not after a timeout.
    case unavailable

    /// No answer within the command timeout. The command may have been carried out.
    case timedOut

    /// Redis refused the command: the first word of its message, such as `WRONGTYPE` or `OOM`, and nothing else of
    /// it, because the rest can hold keys and values.
    case server(code: String)

    /// The client was closed.
    case closed

    /// Redis answered something this command never answers.
    case unexpectedReply

    public var description: String {
        switch self {
        case .unavailable: "redis is unavailable"
        case .timedOut: "redis did not answer in time"
        case .server(let code): "redis refused the command: \(code)"
        case .closed: "the redis client is closed"
        case .unexpectedReply: "redis gave an unexpected answer"
        }
    }
}
