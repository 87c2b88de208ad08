/// Seals small secrets, so that they can lie in a database: AES-256-GCM under a key derived for one purpose.
///
/// A sealed value is, in this order:
///
/// | bytes | what |
/// |---|---|
/// | 1 | format, 1 |
/// | 4 | key version, big-endian |
/// | 12 | nonce, random |
/// | as the plain text | cipher text |
/// | 16 | tag |
///
/// The context (for a provider's secret: its shop, provider and field) is authenticated but not stored: a sealed value
/// that is moved to another row does not open. So are the format and the version.
public struct SealingKey: Sendable, CustomStringConvertible, CustomReflectable {
    public let version: Int
    private let key: [UInt8]

    private static let format: UInt8 = 1
    private static let headCount = 5

    /// - Parameter version: 0 to 4,294,967,295; tells sealed values of before and after a change of master key apart.
    public init(master: MasterKey, purpose: String, version: Int) {
        precondition((0...Int(UInt32.max)).contains(version), "a key version is a UInt32")
        self.version = version
        key = master.derived(purpose)
    }

    public func seal(_ plain: [UInt8], context: String) throws(VaultError) -> [UInt8] {
        let head = [Self.format] + (0..<4).map { UInt8(truncatingIfNeeded: version >> (24 - 8 * $0)) }
        let nonce = SecureRandom.bytes(AESGCM.nonceCount)
        let (cipher, tag) = try AESGCM.seal(plain, key: key, nonce: nonce, aad: head + context.utf8)
        return head + nonce + cipher + tag
    }

    /// - Throws: ``VaultError/notSealed``, ``VaultError/wrongKeyVersion(found:expected:)``, ``VaultError/tampered``.
    public func open(_ sealed: [UInt8], context: String) throws(VaultError) -> [UInt8] {
        let found = try Self.version(of: sealed)
        guard found == version else { throw .wrongKeyVersion(found: found, expected: version) }
        let body = sealed.dropFirst(Self.headCount)
        return try AESGCM.open(
            Array(body.dropFirst(AESGCM.nonceCount).dropLast(AESGCM.tagCount)),
            tag: Array(body.suffix(AESGCM.tagCount)), key: key, nonce: Array(body.prefix(AESGCM.nonceCount)),
            aad: sealed.prefix(Self.headCount) + Array(context.utf8))
    }

    /// Which version of the key sealed this, to choose the key that opens it.
    public static func version(of sealed: [UInt8]) throws(VaultError) -> Int {
        guard sealed.count >= headCount + AESGCM.nonceCount + AESGCM.tagCount, sealed[0] == format else {
            throw .notSealed
        }
        return sealed[1..<headCount].reduce(0) { $0 << 8 | Int($1) }
    }

    public var description: String { "SealingKey(version \(version), hidden)" }

    public var customMirror: Mirror { Mirror(self, children: []) }
}
