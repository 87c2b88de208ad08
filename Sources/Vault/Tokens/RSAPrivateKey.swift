import COpenSSL

/// An RSA key pair, made here and never written down: the sandbox signs its ID tokens with one.
public struct RSAPrivateKey: Sendable {
    private let handle: KeyHandle

    /// Takes a tenth of a second or more.
    ///
    /// - Parameter bits: 2,048 to 8,192.
    public static func generate(bits: Int = 2_048) throws(VaultError) -> RSAPrivateKey {
        guard (2_048...8_192).contains(bits) else { throw .invalidKey }
        let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "RSA", nil)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard unsafe context != nil && EVP_PKEY_keygen_init(context) == 1,
            unsafe EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(bits)) == 1,
            unsafe EVP_PKEY_generate(context, &key) == 1, let key = unsafe key
        else { throw .cryptography }
        return RSAPrivateKey(handle: unsafe KeyHandle(owning: key))
    }

    /// Big-endian, as a JWK's `n`.
    public var publicModulus: [UInt8] { handle.number(OSSL_PKEY_PARAM_RSA_N) }

    /// Big-endian, as a JWK's `e`.
    public var publicExponent: [UInt8] { handle.number(OSSL_PKEY_PARAM_RSA_E) }

    public var publicKey: RSAPublicKey { RSAPublicKey(handle: handle) }

    public func signPKCS1SHA256(_ message: [UInt8]) throws(VaultError) -> [UInt8] {
        try handle.signature(of: message)
    }
}
