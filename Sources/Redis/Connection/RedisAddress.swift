/// Where Redis is: `redis://[[user]:password@]host[:port][/db]` or `unix:/path[?db=1]`.
struct RedisAddress: Hashable, Sendable {
    enum Place: Hashable, Sendable {
        case tcp(host: String, port: Int32)
        case unix(path: String)
    }

    let place: Place
    let user: String?
    let password: String?
    let database: Int

    init(_ url: String) throws(RedisURLError) {
        if url.hasPrefix("unix:") {
            var rest = url.dropFirst("unix:".count)
            if rest.hasPrefix("//") { rest = rest.dropFirst(2) }
            let halves = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
            let path = String(halves[0])
            // sun_path holds 108 bytes with its final zero.
            guard path.hasPrefix("/"), path.utf8.count < 108 else { throw .path }
            place = .unix(path: path)
            user = nil
            password = nil
            if halves.count == 1 {
                database = 0
            } else {
                guard halves[1].hasPrefix("db=") else { throw .database }
                database = try Self.database(halves[1].dropFirst(3))
            }
        } else if url.hasPrefix("redis://") {
            let rest = url.dropFirst("redis://".count)
            let (authority, path) = Self.cut(rest, at: rest.firstIndex(of: "/"))
            let (secret, address) = Self.cutBack(authority, at: authority.lastIndex(of: "@"))
            (user, password) = try Self.credentials(secret)
            place = try Self.tcp(address)
            database = try path.isEmpty ? 0 : Self.database(path)
        } else {
            throw .scheme
        }
    }

    private static func tcp(_ address: Substring) throws(RedisURLError) -> Place {
        var host = address
        var port: Int32 = 6379
        let afterBracket = address.lastIndex(of: "]") ?? address.startIndex
        if let colon = address[afterBracket...].lastIndex(of: ":") {
            guard let number = UInt16(address[address.index(after: colon)...]), number > 0 else { throw .host }
            port = Int32(number)
            host = address[..<colon]
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { throw .host }
        return .tcp(host: String(host), port: port)
    }

    private static func credentials(_ secret: Substring?) throws(RedisURLError) -> (String?, String?) {
        guard let secret else { return (nil, nil) }
        guard let colon = secret.firstIndex(of: ":"),
            let user = percentDecoded(secret[..<colon]),
            let password = percentDecoded(secret[secret.index(after: colon)...]), !password.isEmpty
        else { throw .credentials }
        return (user.isEmpty ? nil : user, password)
    }

    private static func database(_ text: Substring) throws(RedisURLError) -> Int {
        guard let number = Int(text), (0...9_999).contains(number) else { throw .database }
        return number
    }

    private static func cut(_ text: Substring, at index: Substring.Index?) -> (Substring, Substring) {
        guard let index else { return (text, "") }
        return (text[..<index], text[text.index(after: index)...])
    }

    private static func cutBack(_ text: Substring, at index: Substring.Index?) -> (Substring?, Substring) {
        guard let index else { return (nil, text) }
        return (text[..<index], text[text.index(after: index)...])
    }

    private static func percentDecoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8
        while let byte = rest.popFirst() {
            guard byte == 0x25 else {
                bytes.append(byte)
                continue
            }
            let digits = Array(rest.prefix(2))
            guard digits.count == 2, digits.allSatisfy({ $0 != 0x2b && $0 != 0x2d }),
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

/// What is wrong with a Redis URL. Never repeats the URL: it can hold the password.
public enum RedisURLError: Error, Hashable, Sendable, CustomStringConvertible {
    case scheme
    case host
    case path
    case credentials
    case database

    public var description: String {
        switch self {
        case .scheme: "a redis URL begins with redis:// or unix:"
        case .host: "the redis URL has no usable host and port"
        case .path: "a unix: redis URL names an absolute socket path shorter than 108 bytes"
        case .credentials: "the redis URL's credentials are not [user]:password, percent-encoded"
        case .database: "the redis URL's database is not a number"
        }
    }
}
