import COpenSSL

public enum HMAC {
    /// 32 bytes.
    public static func sha256(key: [UInt8], message: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: 32)
        let made = unsafe COpenSSL.HMAC(
            EVP_sha256(), key, Int32(key.count), message, message.count, &code, nil)
        unsafe precondition(made != nil, "OpenSSL has no HMAC-SHA256")
        return code
    }

    /// Whether `hex` is the code of this message, as providers send it: 64 hex digits, in either case.
    public static func verify(hex: String, key: [UInt8], message: [UInt8]) -> Bool {
        guard hex.utf8.count == 64, let code = Hex.decode(hex) else { return false }
        return ConstantTime.equals(code, sha256(key: key, message: message))
    }
}
