import FoundationEssentials
import WebClient

/// Changes the code that came back through the browser for an ID token, at Google's token endpoint.
struct GoogleTokens {
    let endpoint: String
    let transport: WebTransport

    struct Grant {
        let code: String
        let codeVerifier: String
        let redirectURI: String
        let clientID: String
        let clientSecret: String
    }

    private struct Answer: Decodable {
        let idToken: String

        enum CodingKeys: String, CodingKey {
            case idToken = "id_token"
        }
    }

    private struct Refusal: Decodable {
        let error: String
    }

    /// - Returns: the ID token, unchecked.
    /// - Throws: ``SignInFailure``.
    func idToken(for grant: Grant) async throws -> String {
        let request = WebRequest.form(
            endpoint,
            [
                ("grant_type", "authorization_code"), ("code", grant.code), ("code_verifier", grant.codeVerifier),
                ("redirect_uri", grant.redirectURI), ("client_id", grant.clientID),
                ("client_secret", grant.clientSecret),
            ], headers: [("Accept", "application/json")])
        var response = try await answer(to: request)
        // A code works once, but no token was read yet: Google asks to try again after such an answer. Once.
        if response.map({ Self.isTheirs($0.status) }) ?? true { response = try await answer(to: request) }
        guard let response else { throw SignInFailure(.unavailable, "token_endpoint_silent") }
        return try Self.token(in: response)
    }

    /// Nil when there is surely, or possibly, no answer; the caller may ask once more.
    private func answer(to request: WebRequest) async throws -> WebResponse? {
        do {
            return try await transport.send(request)
        } catch WebError.cancelled {
            throw CancellationError()
        } catch WebError.timedOut(sent: true) {
            // Ten seconds were long enough to wait for.
            throw SignInFailure(.unavailable, "token_endpoint_late")
        } catch is WebError {
            return nil
        }
    }

    private static func isTheirs(_ status: Int) -> Bool { status == 429 || status >= 500 }

    private static func token(in response: WebResponse) throws(SignInFailure) -> String {
        if isTheirs(response.status) { throw SignInFailure(.unavailable, "token_endpoint_\(response.status)") }
        guard response.isJSON else { throw SignInFailure(.unavailable, "token_endpoint_not_json") }
        let body = Data(response.body)
        guard response.isSuccess else {
            let refusal: Refusal
            do { refusal = try JSONDecoder().decode(Refusal.self, from: body) } catch {
                throw SignInFailure(.refused, "token_endpoint_\(response.status)")
            }
            switch refusal.error {
            case "invalid_grant": throw SignInFailure(.expired, "invalid_grant")
            case "invalid_client": throw SignInFailure(.misconfigured, "invalid_client")
            case "unauthorized_client": throw SignInFailure(.misconfigured, "unauthorized_client")
            case "redirect_uri_mismatch": throw SignInFailure(.misconfigured, "redirect_uri_mismatch")
            case "admin_policy_enforced": throw SignInFailure(.refused, "admin_policy_enforced")
            default: throw SignInFailure(.misconfigured, "token_endpoint_refused")
            }
        }
        do { return try JSONDecoder().decode(Answer.self, from: body).idToken } catch {
            throw SignInFailure(.unavailable, "token_endpoint_without_id_token")
        }
    }
}
