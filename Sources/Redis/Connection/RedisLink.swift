import Logging

final class RedisLink: Sendable {
    init(to address: RedisAddress, commandTimeout: Duration, logger: Logger) {}
    var isUp: Bool { false }
    func reply(to command: [UInt8]) async -> Result<RedisReply, RedisError> { .failure(.unavailable) }
    func stop() {}
    func over() async {}
}
