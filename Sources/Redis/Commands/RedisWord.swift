/// One word of a command: its name, a key or a value. Any bytes; words are sent with their length, so no byte in one
/// can begin another.
public struct RedisWord: Hashable, Sendable, ExpressibleByStringInterpolation {
    public let bytes: [UInt8]

    public init(bytes: [UInt8]) { self.bytes = bytes }

    public init(_ text: String) { bytes = Array(text.utf8) }

    public init(_ key: RedisKey) { self.init(key.text) }

    public init(_ number: some BinaryInteger) { bytes = Array(String(number).utf8) }

    public init(stringLiteral text: String) { self.init(text) }
}

extension [RedisWord] {
    /// The command as it goes over the wire (RESP: an array of length-prefixed strings).
    var encoded: [UInt8] {
        var wire: [UInt8] = []
        wire.reserveCapacity(reduce(16) { $0 + $1.bytes.count + 16 })
        wire += Array<UInt8>("*\(count)\r\n".utf8)
        for word in self {
            wire += Array<UInt8>("$\(word.bytes.count)\r\n".utf8)
            wire += word.bytes
            wire += [0x0d, 0x0a]
        }
        return wire
    }
}
