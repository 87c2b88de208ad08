/// What can go wrong with keys, seals and hashes. Never carries a byte of what it is about.
public enum VaultError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The master key file cannot be read.
    case unreadableKeyFile(path: String)

    /// The master key file does not hold exactly 32 bytes in base64.
    case malformedKeyFile(path: String)

    /// A key of the wrong size or shape.
    case invalidKey

    /// Not something ``SealingKey`` made: too short, or of an unknown format.
    case notSealed

    /// Sealed under another version of the key.
    case wrongKeyVersion(found: Int, expected: Int)

    /// Does not open: changed, moved to another context, or sealed under another key.
    case tampered

    /// A password longer than ``PasswordHash/maxBytes``, or empty.
    case unusablePassword

    /// OpenSSL or argon2 failed: memory, or the system's random numbers.
    case cryptography

    public var description: String {
        switch self {
        case .unreadableKeyFile(let path): "cannot read the master key file \(path)"
        case .malformedKeyFile(let path): "the master key file \(path) does not hold 32 bytes in base64"
        case .invalidKey: "a key has the wrong size or shape"
        case .notSealed: "not a sealed value"
        case .wrongKeyVersion(let found, let expected): "sealed under key version \(found), not \(expected)"
        case .tampered: "a sealed value does not open"
        case .unusablePassword: "a password is empty or too long"
        case .cryptography: "a cryptographic function failed"
        }
    }
}
