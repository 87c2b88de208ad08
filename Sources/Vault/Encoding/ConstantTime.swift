import COpenSSL

public enum ConstantTime {
    /// Takes as long for two that differ in the first byte as for two that are equal. Lengths are not secret.
    public static func equals(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        unsafe left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }
}
