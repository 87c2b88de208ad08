public import FoundationEssentials
import Postgres
import Vault

/// Somebody who is signed in: a customer or one of the staff, never both.
public struct Session: Sendable {
    public let customer: Customer?
    public let staff: Staff?
    /// Goes into every form; the same for the session's whole life.
    public let csrfToken: String
    public let expiresAt: Date
    /// This very request has put ``expiresAt`` further away, so the cookie's own date is due for it too.
    public let isRenewed: Bool

    init(customer row: Row) throws {
        customer = try Customer(row: row)
        staff = nil
        csrfToken = try row.text("csrf_token")
        expiresAt = try row.date("expires_at")
        isRenewed = try row.bool("is_renewed")
    }

    init(staff row: Row) throws {
        customer = nil
        staff = try Staff(row: row)
        csrfToken = try row.text("csrf_token")
        expiresAt = try row.date("expires_at")
        isRenewed = false
    }
}

/// A session just begun, with the only copy of its token there will ever be.
public struct NewSession: Sendable {
    /// The cookie's value. The database keeps its SHA-256, so whoever reads a backup cannot sign in.
    public let token: SessionToken
    public let session: Session
}

/// A secret that its holder shows: a cookie's or a link's. Prints as nothing.
public struct SessionToken: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// 43 characters of base64url: 256 random bits.
    public let text: String

    static func random() -> SessionToken { SessionToken(text: SecureRandom.token()) }

    private init(text: String) { self.text = text }

    /// - Returns: nil for what cannot be one of ours, so that no database need be asked.
    public init?(_ text: String) {
        guard text.utf8.count == 43, Base64URL.decode(text) != nil else { return nil }
        self.text = text
    }

    var hash: [UInt8] { Digest.sha256(Array(text.utf8)) }

    public var description: String { "(token)" }
    public var debugDescription: String { "(token)" }
}
