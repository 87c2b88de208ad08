/// RFC 5869 with SHA-256: keys for many purposes out of one.
enum HKDF {
    /// - Parameter count: 1 to 8,160 bytes.
    static func sha256(secret: [UInt8], salt: [UInt8], info: [UInt8], count: Int) -> [UInt8] {
        precondition((1...255 * 32).contains(count), "HKDF gives 1 to 8160 bytes")
        let extracted = HMAC.sha256(key: salt.isEmpty ? [UInt8](repeating: 0, count: 32) : salt, message: secret)
        var key: [UInt8] = []
        var block: [UInt8] = []
        var counter: UInt8 = 1
        while key.count < count {
            block = HMAC.sha256(key: extracted, message: block + info + [counter])
            key += block
            counter &+= 1
        }
        return Array(key.prefix(count))
    }
}
