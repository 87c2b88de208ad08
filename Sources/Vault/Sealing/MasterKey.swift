import FoundationEssentials

/// The installation's one secret. Every other key is derived from it, each for one purpose.
public struct MasterKey: Sendable, CustomStringConvertible, CustomReflectable {
    private let bytes: [UInt8]

    /// - Throws: ``VaultError/invalidKey`` unless these are 32 bytes.
    public init(bytes: [UInt8]) throws(VaultError) {
        guard bytes.count == 32 else { throw .invalidKey }
        self.bytes = bytes
    }

    /// Reads the file of `TOKOKU_MASTER_KEY_FILE`: 32 bytes in base64, white space around them ignored.
    ///
    /// - Throws: ``VaultError/unreadableKeyFile(path:)``, ``VaultError/malformedKeyFile(path:)``.
    public init(base64File path: String) throws(VaultError) {
        let content: Data
        do { content = try Data(contentsOf: URL(filePath: path)) } catch { throw .unreadableKeyFile(path: path) }
        let text = String(decoding: content, as: UTF8.self).filter { !$0.isWhitespace }
        guard let bytes = Base64.decode(text), bytes.count == 32 else { throw .malformedKeyFile(path: path) }
        self.bytes = bytes
    }

    private init(random bytes: [UInt8]) { self.bytes = bytes }

    public static func generate() -> MasterKey { MasterKey(random: SecureRandom.bytes(32)) }

    /// The text that ``init(base64File:)`` reads. For the one moment when a new installation writes its key file.
    public var base64ForKeyFile: String { Base64.encode(bytes) }

    /// 32 bytes that belong to this purpose and tell nothing about the master key (HKDF-SHA256, the purpose as info).
    public func derived(_ purpose: String) -> [UInt8] {
        HKDF.sha256(secret: bytes, salt: [], info: Array(purpose.utf8), count: 32)
    }

    /// Never the bytes, in a print, a log or a dump.
    public var description: String { "MasterKey(hidden)" }

    public var customMirror: Mirror { Mirror(self, children: []) }
}
