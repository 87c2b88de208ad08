/// RFC 7636 with method `S256`.
public enum PKCE {
    /// 43 characters: 256 random bits.
    public static func verifier() -> String { SecureRandom.token(bytes: 32) }

    public static func challenge(_ verifier: String) -> String {
        Base64URL.encode(Digest.sha256(Array(verifier.utf8)))
    }
}
