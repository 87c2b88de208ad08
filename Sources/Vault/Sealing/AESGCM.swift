import COpenSSL

/// AES-256 in Galois/counter mode, with a 96-bit nonce and a 128-bit tag.
enum AESGCM {
    static let nonceCount = 12
    static let tagCount = 16

    static func seal(
        _ plain: [UInt8], key: [UInt8], nonce: [UInt8], aad: [UInt8]
    ) throws(VaultError) -> (cipher: [UInt8], tag: [UInt8]) {
        let context = try CipherContext()
        guard key.count == 32, nonce.count == nonceCount else { throw .invalidKey }
        var cipher = [UInt8](repeating: 0, count: plain.count)
        var tag = [UInt8](repeating: 0, count: tagCount)
        var count: Int32 = 0
        let sealed =
            unsafe EVP_EncryptInit_ex(context.raw, EVP_aes_256_gcm(), nil, key, nonce) == 1
            && EVP_EncryptUpdate(context.raw, nil, &count, aad, Int32(aad.count)) == 1
            && (plain.isEmpty || EVP_EncryptUpdate(context.raw, &cipher, &count, plain, Int32(plain.count)) == 1)
            && EVP_EncryptFinal_ex(context.raw, nil, &count) == 1
            && EVP_CIPHER_CTX_ctrl(context.raw, EVP_CTRL_AEAD_GET_TAG, Int32(tagCount), &tag) == 1
        guard sealed else { throw .cryptography }
        return (cipher, tag)
    }

    static func open(
        _ cipher: [UInt8], tag: [UInt8], key: [UInt8], nonce: [UInt8], aad: [UInt8]
    ) throws(VaultError) -> [UInt8] {
        let context = try CipherContext()
        guard key.count == 32, nonce.count == nonceCount, tag.count == tagCount else { throw .invalidKey }
        var plain = [UInt8](repeating: 0, count: cipher.count)
        var tag = tag
        var count: Int32 = 0
        let ready =
            unsafe EVP_DecryptInit_ex(context.raw, EVP_aes_256_gcm(), nil, key, nonce) == 1
            && EVP_DecryptUpdate(context.raw, nil, &count, aad, Int32(aad.count)) == 1
            && (cipher.isEmpty || EVP_DecryptUpdate(context.raw, &plain, &count, cipher, Int32(cipher.count)) == 1)
            && EVP_CIPHER_CTX_ctrl(context.raw, EVP_CTRL_AEAD_SET_TAG, Int32(tagCount), &tag) == 1
        guard ready else { throw .cryptography }
        // Only now is the tag compared: nothing of `plain` may leave before.
        guard unsafe EVP_DecryptFinal_ex(context.raw, nil, &count) == 1 else { throw .tampered }
        return plain
    }
}

@safe private struct CipherContext: ~Copyable {
    let raw: OpaquePointer

    init() throws(VaultError) {
        guard let raw = unsafe EVP_CIPHER_CTX_new() else { throw .cryptography }
        unsafe self.raw = raw
    }

    deinit { unsafe EVP_CIPHER_CTX_free(raw) }
}
