import CArgon2

/// Passwords of owners and staff as argon2id hashes, in the form other programs read
/// (`$argon2id$v=19$m=19456,t=2,p=1$salt$hash`).
///
/// The cost is the first choice of OWASP's password storage sheet for argon2id: 19 MiB, two passes. One takes some
/// 20 to 50 ms of a core, so they wait in line for threads of their own, few enough to leave the shops the machine.
public enum PasswordHash {
    /// Longer passwords are refused, so that nobody makes us hash megabytes.
    public static let maxBytes = 1_024

    private static let kibibytes: UInt32 = 19_456
    private static let passes: UInt32 = 2
    private static let head = "$argon2id$v=19$m=\(kibibytes),t=\(passes),p=1$"

    /// A hash that no password has. Verify against it when the user does not exist, so that the answer takes as long.
    public static let decoy: String = {
        let salt = Base64.encode(SecureRandom.bytes(16)).filter { $0 != "=" }
        return head + salt + "$" + Base64.encode(SecureRandom.bytes(32)).filter { $0 != "=" }
    }()

    /// - Throws: ``VaultError/unusablePassword`` for an empty one or one above ``maxBytes``.
    public static func hash(_ password: String) async throws -> String {
        guard (1...maxBytes).contains(password.utf8.count) else { throw VaultError.unusablePassword }
        return try await PasswordThreads.shared.run { Self.hashed(password) }.get()
    }

    /// Whether this is the password. `false` for a `phc` that is not one of ours or costs more than 256 MiB.
    public static func verify(_ password: String, _ phc: String) async -> Bool {
        guard password.utf8.count <= maxBytes, isAffordable(phc) else { return false }
        return await PasswordThreads.shared.run {
            unsafe argon2id_verify(phc, password, password.utf8.count) == ARGON2_OK.rawValue
        }
    }

    /// Whether it was made with other costs than today's: hash the password anew at the next sign-in.
    public static func needsRehash(_ phc: String) -> Bool { !phc.hasPrefix(head) }

    private static func hashed(_ password: String) -> Result<String, VaultError> {
        let salt = SecureRandom.bytes(16)
        var text = [CChar](repeating: 0, count: 128)
        let result = unsafe argon2id_hash_encoded(
            passes, kibibytes, 1, password, password.utf8.count, salt, salt.count, 32, &text, text.count)
        guard result == ARGON2_OK.rawValue else { return .failure(.cryptography) }
        return .success(String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    private static func isAffordable(_ phc: String) -> Bool {
        let parts = phc.split(separator: "$")
        guard parts.count == 5, parts[0] == "argon2id", parts[1] == "v=19" else { return false }
        let costs = parts[2].split(separator: ",").map { $0.split(separator: "=") }
        guard costs.count == 3, costs.allSatisfy({ $0.count == 2 }), costs.map(\.[0]) == ["m", "t", "p"] else {
            return false
        }
        let numbers = costs.compactMap { UInt32($0[1]) }
        return numbers.count == 3 && numbers[0] <= 262_144 && numbers[1] <= 16 && numbers[2] <= 16
    }
}
