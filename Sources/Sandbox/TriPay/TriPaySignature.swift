import Vault

/// TriPay's two signatures: HMAC-SHA256 under the merchant's private key, in lower-case hex.
enum TriPaySignature {
    /// For a closed payment: merchant code, merchant's reference and amount, with nothing between.
    static func ofRequest(_ merchant: Merchant, merchantRef: String, amount: Int64) -> String {
        of("\(merchant.merchantCode)\(merchantRef)\(amount)", key: merchant.privateKey)
    }

    static func isRight(_ signature: String, _ merchant: Merchant, _ merchantRef: String, _ amount: Int64) -> Bool {
        signature == signature.lowercased()
            && HMAC.verify(
                hex: signature, key: Array(merchant.privateKey.utf8),
                message: Array("\(merchant.merchantCode)\(merchantRef)\(amount)".utf8))
    }

    /// For a callback: the raw body.
    static func of(_ message: String, key: String) -> String {
        Hex.encode(HMAC.sha256(key: Array(key.utf8), message: Array(message.utf8)))
    }
}
