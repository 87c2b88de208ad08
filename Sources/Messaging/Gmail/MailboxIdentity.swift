import FoundationEssentials
import Vault
import WebClient

/// Which mailbox was connected, from the ID token beside its tokens: the scope to send mail may not ask for it.
struct MailboxIdentity {
    let address: String
    let subject: String

    /// For the log: fixed words.
    enum Problem: Error {
        case noToken, keysUnreachable, unknownKey, badSignature, badClaims, unverified
    }

    private struct Claims: Decodable {
        let iss: String
        let aud: String
        let sub: String
        let exp: Int64
        let nonce: String?
        let email: String?
        let isVerified: Bool

        enum CodingKeys: String, CodingKey {
            case iss, aud, sub, exp, nonce, email
            case isVerified = "email_verified"
        }
    }

    private struct KeySet: Decodable {
        struct Key: Decodable {
            let kid: String?
            let kty: String?
            let n: String?
            let e: String?
        }
        let keys: [Key]
    }

    /// - Throws: ``Problem``.
    init(
        _ compact: String, clientID: String, nonce: String, now: Date, keysURL: String, transport: WebTransport
    ) async throws {
        let token: JWT
        do { token = try JWT(compact: compact) } catch { throw Problem.badSignature }
        guard let name = token.keyID else { throw Problem.unknownKey }
        let key = try await Self.key(name, at: keysURL, by: transport)
        do { try token.verify(with: key) } catch { throw Problem.badSignature }
        let claims: Claims
        do { claims = try JSONDecoder().decode(Claims.self, from: Data(token.payload)) } catch {
            throw Problem.badClaims
        }
        guard ["https://accounts.google.com", "accounts.google.com"].contains(claims.iss), claims.aud == clientID,
            Double(claims.exp) > now.timeIntervalSince1970 - 60,
            ConstantTime.equals(Array((claims.nonce ?? "").utf8), Array(nonce.utf8)),
            (1...255).contains(claims.sub.utf8.count), let email = claims.email
        else { throw Problem.badClaims }
        guard claims.isVerified else { throw Problem.unverified }
        do { address = try MailAddress(address: email).wire() } catch { throw Problem.badClaims }
        subject = claims.sub
    }

    /// Connecting a mailbox is rare: the keys are fetched each time.
    private static func key(
        _ name: String, at url: String, by transport: WebTransport
    ) async throws -> RSAPublicKey {
        let response: WebResponse
        do { response = try await transport.send(.get(url)) } catch is WebError { throw Problem.keysUnreachable }
        guard response.isSuccess, response.isJSON else { throw Problem.keysUnreachable }
        let set: KeySet
        do { set = try JSONDecoder().decode(KeySet.self, from: Data(response.body)) } catch {
            throw Problem.keysUnreachable
        }
        guard let found = set.keys.first(where: { $0.kid == name && $0.kty == "RSA" }),
            let n = found.n.flatMap(Base64URL.decode), let e = found.e.flatMap(Base64URL.decode)
        else { throw Problem.unknownKey }
        do { return try RSAPublicKey(modulus: n, exponent: e) } catch { throw Problem.unknownKey }
    }
}
