import COpenSSL

/// An RSA key as a JWK gives it, to check signatures with.
public struct RSAPublicKey: Sendable {
    private let handle: KeyHandle

    /// - Parameters:
    ///   - n: the modulus, big-endian: 2,048 to 8,192 bits.
    ///   - e: the exponent, big-endian: odd, above one, eight bytes at most.
    /// - Throws: ``VaultError/invalidKey``.
    public init(modulus n: [UInt8], exponent e: [UInt8]) throws(VaultError) {
        let modulus = Array(n.drop { $0 == 0 })
        let exponent = Array(e.drop { $0 == 0 })
        guard (256...1_024).contains(modulus.count), modulus[0] >= 0x80 || modulus.count > 256,
            modulus.last! & 1 == 1, (1...8).contains(exponent.count), exponent.last! & 1 == 1, exponent != [1]
        else { throw .invalidKey }
        handle = unsafe KeyHandle(owning: try Self.key(modulus: modulus, exponent: exponent))
    }

    init(handle: KeyHandle) { self.handle = handle }

    public func verifyPKCS1SHA256(message: [UInt8], signature: [UInt8]) -> Bool {
        handle.verifies(signature, of: message)
    }

    /// OpenSSL 3 wants a key's numbers as a list of named parameters.
    @unsafe private static func key(modulus: [UInt8], exponent: [UInt8]) throws(VaultError) -> OpaquePointer {
        let n = unsafe BN_bin2bn(modulus, Int32(modulus.count), nil)
        let e = unsafe BN_bin2bn(exponent, Int32(exponent.count), nil)
        let builder = unsafe OSSL_PARAM_BLD_new()
        let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "RSA", nil)
        defer {
            unsafe BN_free(n)
            unsafe BN_free(e)
            unsafe OSSL_PARAM_BLD_free(builder)
            unsafe EVP_PKEY_CTX_free(context)
        }
        guard unsafe n != nil && e != nil && builder != nil && context != nil,
            unsafe toko_push_rsa_modulus(builder, n) == 1,
            unsafe toko_push_rsa_exponent(builder, e) == 1,
            let parameters = unsafe OSSL_PARAM_BLD_to_param(builder)
        else { throw .cryptography }
        defer { unsafe OSSL_PARAM_free(parameters) }
        var key: OpaquePointer?
        guard unsafe EVP_PKEY_fromdata_init(context) == 1,
            unsafe EVP_PKEY_fromdata(context, &key, toko_evp_pkey_public_key(), parameters) == 1, let key = unsafe key
        else { throw .invalidKey }
        return unsafe key
    }
}
