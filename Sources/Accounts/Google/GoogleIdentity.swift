import FoundationEssentials
import Vault

/// Who Google says somebody is: the claims of an ID token, all checked.
struct GoogleIdentity: Equatable {
    /// One form of the two Google uses, so that one person is one customer.
    static let issuer = "https://accounts.google.com"

    /// The only thing that stays the same about a person.
    let subject: String
    let email: String
    let name: String

    private static let issuers: Set<String> = [issuer, "accounts.google.com"]
    private static let leeway: TimeInterval = 60

    private struct Claims: Decodable {
        let iss: String
        let aud: String
        let azp: String?
        let sub: String
        let exp: Int64
        let iat: Int64
        let nonce: String?
        let email: String?
        let emailVerified: Flag?
        let name: String?

        enum CodingKeys: String, CodingKey {
            case iss, aud, azp, sub, exp, iat, nonce, email, name
            case emailVerified = "email_verified"
        }
    }

    /// Some old endpoints write `"true"`.
    private struct Flag: Decodable {
        let isTrue: Bool

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            do { isTrue = try container.decode(Bool.self) } catch {
                isTrue = try container.decode(String.self) == "true"
            }
        }
    }

    /// - Parameters:
    ///   - payload: of a token whose signature has been verified.
    ///   - clientID: this shop's. A token for any other client is for another shop, whoever signed it.
    /// - Throws: ``SignInFailure``.
    init(payload: [UInt8], clientID: String, nonce: String, now: Date) throws(SignInFailure) {
        let claims: Claims
        do { claims = try JSONDecoder().decode(Claims.self, from: Data(payload)) } catch {
            throw SignInFailure(.refused, "claims_unreadable")
        }
        guard Self.issuers.contains(claims.iss) else { throw SignInFailure(.refused, "wrong_issuer") }
        guard claims.aud == clientID else { throw SignInFailure(.refused, "wrong_audience") }
        guard claims.azp == nil || claims.azp == clientID else { throw SignInFailure(.refused, "wrong_party") }
        guard Double(claims.exp) > now.timeIntervalSince1970 - Self.leeway else {
            throw SignInFailure(.refused, "token_expired")
        }
        guard Double(claims.iat) < now.timeIntervalSince1970 + Self.leeway else {
            throw SignInFailure(.refused, "token_from_the_future")
        }
        guard let sent = claims.nonce, ConstantTime.equals(Array(sent.utf8), Array(nonce.utf8)) else {
            throw SignInFailure(.refused, "wrong_nonce")
        }
        guard (1...255).contains(claims.sub.utf8.count),
            claims.sub.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { throw SignInFailure(.refused, "wrong_subject") }
        guard let email = claims.email, Self.isOneLine(email), (3...254).contains(email.utf8.count) else {
            throw SignInFailure(.refused, "no_email")
        }
        guard claims.emailVerified?.isTrue == true else { throw SignInFailure(.unverifiedEmail, "email_unverified") }
        subject = claims.sub
        self.email = email
        name = Self.shownName(claims.name, email: email)
    }

    /// Every claim about the name may be missing: then it is what stands before the `@`.
    private static func shownName(_ name: String?, email: String) -> String {
        let words = (name ?? "").split { letter in letter.isWhitespace || !isOneLine(String(letter)) }
        let joined = String(words.joined(separator: " ").prefix(100))
        return joined.isEmpty ? String(email.prefix { $0 != "@" }) : joined
    }

    private static func isOneLine(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}
