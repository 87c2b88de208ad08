import COpenSSL

public enum Digest {
    /// 32 bytes.
    public static func sha256(_ bytes: some Sequence<UInt8>) -> [UInt8] { sha256(Array(bytes)) }

    /// 32 bytes.
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        unsafe _ = SHA256(bytes, bytes.count, &digest)
        return digest
    }

    /// 20 bytes. Keeps nothing secret and proves nothing: for names only, such as a UUID of version 5.
    public static func sha1(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 20)
        unsafe _ = SHA1(bytes, bytes.count, &digest)
        return digest
    }
}
