import CHiredis
import Glibc

/// Owns one hiredis connection. Belongs to one thread.
///
/// It is made blocking, with a timeout, and then turned to non-blocking, so that its thread can wait for the socket
/// and for new commands at once.
@safe final class RedisSocket {
    private let raw: UnsafeMutablePointer<redisContext>

    /// Why a connection was not made; `code` is Redis's own word, such as `WRONGPASS` or `LOADING`.
    enum Refusal: Error { case unreachable, refused(code: String) }

    /// Connects, signs in, chooses the database and sees that Redis answers.
    init(_ address: RedisAddress, timeout: Duration) throws(Refusal) {
        let milliseconds = timeout.wholeMilliseconds
        let time = timeval(tv_sec: Int(milliseconds / 1_000), tv_usec: Int(milliseconds % 1_000) * 1_000)
        let made =
            switch address.place {
            case .tcp(let host, let port): unsafe redisConnectWithTimeout(host, port, time)
            case .unix(let path): unsafe redisConnectUnixWithTimeout(path, time)
            }
        guard let raw = unsafe made else { throw .unreachable }
        unsafe self.raw = raw
        guard unsafe raw.pointee.err == 0, unsafe redisSetTimeout(raw, time) == REDIS_OK else { throw .unreachable }
        if case .tcp = address.place { unsafe _ = redisEnableKeepAlive(raw) }
        if let password = address.password {
            try ask(["AUTH"] + (address.user.map { [RedisWord($0)] } ?? []) + [RedisWord(password)])
        }
        if address.database != 0 { try ask(["SELECT", RedisWord(address.database)]) }
        try ask(["PING"])
        let flags = fcntl(descriptor, F_GETFL)
        guard flags >= 0, fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 else { throw .unreachable }
        unsafe raw.pointee.flags &= ~REDIS_BLOCK
    }

    deinit { unsafe redisFree(raw) }

    var descriptor: Int32 { unsafe raw.pointee.fd }

    private func ask(_ words: [RedisWord]) throws(Refusal) {
        append(words.encoded)
        var reply: UnsafeMutableRawPointer?
        guard unsafe redisGetReply(raw, &reply) == REDIS_OK, let reply = unsafe reply else { throw .unreachable }
        if case .error(let code) = unsafe RedisReply(taking: reply) { throw .refused(code: code) }
    }

    /// Puts a command behind those that wait to be written.
    func append(_ command: [UInt8]) {
        unsafe command.withUnsafeBytes { bytes in
            let start = unsafe bytes.assumingMemoryBound(to: CChar.self).baseAddress
            unsafe _ = redisAppendFormattedCommand(raw, start, bytes.count)
        }
    }

    /// Writes what waits, as far as the socket takes it.
    ///
    /// - Returns: whether everything is written; `nil` when the connection is lost.
    func flush() -> Bool? {
        var isDone: Int32 = 0
        guard unsafe redisBufferWrite(raw, &isDone) == REDIS_OK else { return nil }
        return isDone == 1
    }

    /// Reads what has come. `false` when the connection is lost.
    func fill() -> Bool { unsafe redisBufferRead(raw) == REDIS_OK }

    enum Next {
        case reply(RedisReply)
        case nothingYet
        case lost
    }

    /// The next whole reply among what was read.
    func next() -> Next {
        var reply: UnsafeMutableRawPointer?
        guard unsafe redisGetReplyFromReader(raw, &reply) == REDIS_OK else { return .lost }
        guard let reply = unsafe reply else { return .nothingYet }
        return .reply(unsafe RedisReply(taking: reply))
    }
}

extension RedisReply {
    /// Copies hiredis's reply and frees it.
    @unsafe fileprivate init(taking raw: UnsafeMutableRawPointer) {
        unsafe self.init(copying: raw.assumingMemoryBound(to: redisReply.self).pointee)
        unsafe freeReplyObject(raw)
    }

    @unsafe private init(copying raw: redisReply) {
        switch unsafe raw.type {
        case REDIS_REPLY_INTEGER: self = unsafe .int(raw.integer)
        case REDIS_REPLY_STRING: self = unsafe .bytes(Self.bytes(of: raw))
        case REDIS_REPLY_STATUS: self = unsafe .status(String(decoding: Self.bytes(of: raw), as: UTF8.self))
        case REDIS_REPLY_ERROR: self = unsafe .error(Self.code(Self.bytes(of: raw)))
        case REDIS_REPLY_ARRAY:
            self = .array(
                unsafe (0..<raw.elements).compactMap { index in
                    unsafe raw.element[index].map { unsafe RedisReply(copying: $0.pointee) }
                })
        default: self = .null
        }
    }

    @unsafe private static func bytes(of raw: redisReply) -> [UInt8] {
        unsafe Array(UnsafeRawBufferPointer(start: raw.str, count: raw.len))
    }

    /// The message's first word, if it looks like one of Redis's codes: what follows can repeat keys and values.
    private static func code(_ message: [UInt8]) -> String {
        let word = message.prefix { $0 != 0x20 }
        let isCode =
            (1...32).contains(word.count) && word.allSatisfy { (0x41...0x5a).contains($0) || $0 == 0x5f }
        return isCode ? String(decoding: word, as: UTF8.self) : "ERR"
    }
}
