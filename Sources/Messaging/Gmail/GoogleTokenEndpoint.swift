import FoundationEssentials
import Jobs
import WebClient

/// Google's token endpoint: codes and refresh tokens for access tokens.
struct GoogleTokenEndpoint: Sendable {
    let url: String
    let transport: WebTransport

    struct Tokens: Decodable, Sendable {
        let accessToken: String
        let expiresIn: Int64?
        let refreshToken: String?
        let scope: String?
        let idToken: String?

        enum CodingKeys: String, CodingKey {
            case accessToken = "access_token"
            case expiresIn = "expires_in"
            case refreshToken = "refresh_token"
            case scope
            case idToken = "id_token"
        }

        /// Whether the person has let us send mail; they can untick it. An answer that does not say grants what was
        /// asked (RFC 6749, section 5.1).
        var maySend: Bool {
            guard let scope else { return true }
            let sending =
                ["https://mail.google.com/"]
                + ["gmail.send", "gmail.compose", "gmail.modify"].map { "https://www.googleapis.com/auth/\($0)" }
            return scope.split(separator: " ").contains { sending.contains(String($0)) }
        }
    }

    private struct Refusal: Decodable {
        let error: String
    }

    /// - Throws: ``JobFailure``: `.later` when asking again helps, `.account` when somebody must act.
    func refresh(_ account: GmailAccount) async throws -> Tokens {
        let tokens = try await tokens(
            [
                ("grant_type", "refresh_token"), ("refresh_token", account.refreshToken),
                ("client_id", account.clientID), ("client_secret", account.clientSecret),
            ])
        guard tokens.maySend else { throw GmailTrouble.scopeMissing.failure() }
        return tokens
    }

    /// - Throws: ``JobFailure``, as ``refresh(_:)``.
    func redeem(
        code: String, verifier: String, redirectURI: String, clientID: String, clientSecret: String
    ) async throws -> Tokens {
        try await tokens(
            [
                ("grant_type", "authorization_code"), ("code", code), ("code_verifier", verifier),
                ("redirect_uri", redirectURI), ("client_id", clientID), ("client_secret", clientSecret),
            ])
    }

    private func tokens(_ fields: [(String, String)]) async throws -> Tokens {
        let response: WebResponse
        do {
            response = try await transport.send(.form(url, fields, headers: [("Accept", "application/json")]))
        } catch WebError.cancelled {
            throw CancellationError()
        } catch let error as WebError {
            // Nothing is lost by asking twice, whatever became of the first.
            throw JobFailure.later(reason: "Google tidak menjawab: \(error)")
        }
        return try Self.read(response)
    }

    private static func read(_ response: WebResponse) throws(JobFailure) -> Tokens {
        let body = Data(response.body)
        if response.isSuccess, response.isJSON {
            do { return try JSONDecoder().decode(Tokens.self, from: body) } catch {
                throw .later(reason: "jawaban token Google tidak dapat dibaca")
            }
        }
        guard response.isJSON, response.status >= 400, response.status < 500, response.status != 429 else {
            throw .later(reason: "Google menjawab HTTP \(response.status)", after: response.retryAfter)
        }
        let refusal: Refusal
        do { refusal = try JSONDecoder().decode(Refusal.self, from: body) } catch {
            throw .later(reason: "jawaban token Google tidak dapat dibaca (HTTP \(response.status))")
        }
        switch refusal.error {
        case "invalid_grant": throw GmailTrouble.revoked.failure()
        case "invalid_client", "unauthorized_client": throw GmailTrouble.clientRefused.failure()
        case "invalid_scope": throw GmailTrouble.scopeMissing.failure()
        case "admin_policy_enforced": throw GmailTrouble.domainPolicy.failure()
        default: throw .later(reason: "Google menolak permintaan token (HTTP \(response.status))")
        }
    }
}

extension WebResponse {
    /// What `Retry-After` asks for in seconds; Gmail rarely sends it.
    var retryAfter: Duration? {
        header("Retry-After").flatMap { Int64($0.trimmed) }.map { .seconds(min(max(1, $0), 86_400)) }
    }
}
