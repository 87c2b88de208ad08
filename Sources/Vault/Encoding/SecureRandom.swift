import COpenSSL

/// Random numbers of the operating system, by way of OpenSSL's generator.
public struct SecureRandom: Sendable {
    public static func bytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        // Without random numbers nothing may go on: a token somebody can guess is worse than a server that is down.
        precondition(unsafe RAND_bytes(&bytes, Int32(count)) == 1, "the system has no random numbers")
        return bytes
    }

    /// Base64url of `bytes` random bytes: 43 characters for 32.
    public static func token(bytes count: Int = 32) -> String { Base64URL.encode(bytes(count)) }
}
