import Vault

/// What is asked of a password: length above all, as NIST SP 800-63B advises; no riddles of capitals and signs.
public enum PasswordRule {
    /// Characters.
    public static let least = 10

    private static let tooCommon: Set<String> = [
        "1234567890", "0123456789", "12345678910", "1234567891", "0987654321", "password123", "password1234",
        "qwertyuiop", "katasandi123", "rahasia123", "rahasia1234", "indonesia123", "indonesia45", "bismillah123",
        "sayangku123", "admin12345", "administrator", "iloveyou123", "tokoku12345",
    ]

    /// - Throws: ``PasswordProblem``.
    public static func check(_ password: String, email: String) throws(PasswordProblem) {
        guard password.count >= least else { throw .tooShort }
        guard password.utf8.count <= PasswordHash.maxBytes else { throw .tooLong }
        let lowered = password.lowercased()
        guard !tooCommon.contains(lowered), Set(lowered).count > 3 else { throw .tooCommon }
        guard lowered != email.lowercased() else { throw .isEmail }
    }
}

/// Why a password is not taken.
public enum PasswordProblem: Error, Hashable, Sendable {
    case tooShort
    /// Above 1,024 bytes.
    case tooLong
    /// Among the first that anybody tries, or three characters repeated.
    case tooCommon
    case isEmail

    /// For the person who chose it.
    public var message: String {
        switch self {
        case .tooShort: "Kata sandi minimal \(PasswordRule.least) karakter."
        case .tooLong: "Kata sandi terlalu panjang."
        case .tooCommon: "Kata sandi ini terlalu mudah ditebak. Pilih yang lain."
        case .isEmail: "Kata sandi tidak boleh sama dengan alamat email."
        }
    }
}
