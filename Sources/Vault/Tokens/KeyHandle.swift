import COpenSSL

/// Owns an `EVP_PKEY`. OpenSSL lets many threads use one key at once as long as none changes it, and nothing here
/// does: that is why it may be shared.
@safe final class KeyHandle: @unchecked Sendable {
    let raw: OpaquePointer

    init(owning raw: OpaquePointer) { unsafe self.raw = raw }

    deinit { unsafe EVP_PKEY_free(raw) }

    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, section 8.2).
    func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard let context = unsafe EVP_MD_CTX_new() else { return false }
        defer { unsafe EVP_MD_CTX_free(context) }
        let isValid =
            unsafe EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, raw) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
        // A refused signature leaves entries in this thread's error queue, which a later reader would take for its own.
        if !isValid { ERR_clear_error() }
        return isValid
    }

    func signature(of message: [UInt8]) throws(VaultError) -> [UInt8] {
        guard let context = unsafe EVP_MD_CTX_new() else { throw .cryptography }
        defer { unsafe EVP_MD_CTX_free(context) }
        var count = Int(unsafe EVP_PKEY_get_size(raw))
        var signature = [UInt8](repeating: 0, count: count)
        let isSigned =
            unsafe EVP_DigestSignInit(context, nil, EVP_sha256(), nil, raw) == 1
            && EVP_DigestSign(context, &signature, &count, message, message.count) == 1
        guard isSigned else { throw .cryptography }
        return Array(signature.prefix(count))
    }

    /// A number of the key, big-endian, without leading zeros: `n` or `e`.
    func number(_ name: String) -> [UInt8] {
        var number: OpaquePointer?
        guard unsafe EVP_PKEY_get_bn_param(raw, name, &number) == 1 else { return [] }
        defer { unsafe BN_free(number) }
        var bytes = [UInt8](repeating: 0, count: Int((unsafe BN_num_bits(number) + 7) / 8))
        unsafe _ = BN_bn2bin(number, &bytes)
        return bytes
    }
}
