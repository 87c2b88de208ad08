import Accounts
import Foundation
import Logging
import ProviderDouble
import Synchronization
import Testing
import Vault
import WebClient

/// Google at the other end of a real connection: it remembers whom it sent back with which code, checks what comes to
/// its token endpoint as the real one does, and signs with a real key. Tests make it lie.
final class FakeGoogle: Sendable {
    static let clientID = "123456789012-kopigayo.apps.googleusercontent.com"
    static let clientSecret = "GOCSPX-contoh-rahasia"
    static let redirectURI = "https://kopigayo.example.id/auth/google/callback"

    /// Making one takes long, so all tests share these.
    static let key = Result { try RSAPrivateKey.generate() }
    static let strangersKey = Result { try RSAPrivateKey.generate() }

    struct Grant {
        let nonce: String
        let challenge: String
    }

    struct State {
        var grants: [String: Grant] = [:]
        /// Names under which ``key`` is published.
        var published = ["kunci-1"]
        var signsAs = "kunci-1"
        var cacheControl = "public, max-age=21600, must-revalidate"
        /// Raw JSON values that replace or, when nil, remove claims.
        var claims: [String: String?] = [:]
        /// What the endpoints say instead, request after request; then they are honest again.
        var tokenReplies: [ProviderDouble.Reply] = []
        var keyReplies: [ProviderDouble.Reply] = []
        /// Makes the compact token out of the claims instead of signing properly.
        var forge: (@Sendable (String) throws -> String)?
        var now = Date(timeIntervalSince1970: 1_780_000_000)
    }

    let state = Mutex(State())

    func lie(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

    /// What the person's browser brings back after choosing an account at `location`.
    func consent(at location: String) throws -> [String: String] {
        let query = try #require(URLComponents(string: location)?.queryItems)
        let asked = Dictionary(query.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
        let code = "4/0A" + UUID().uuidString
        lie {
            $0.grants[code] = Grant(nonce: asked["nonce"] ?? "", challenge: asked["code_challenge"] ?? "")
        }
        return [
            "code": code, "state": try #require(asked["state"]), "iss": "https://accounts.google.com",
            "scope": "email profile openid", "authuser": "0", "prompt": "consent",
        ]
    }

    func answer(_ request: ProviderRequest) -> ProviderDouble.Reply {
        do {
            switch (request.method, request.path) {
            case ("GET", "/oauth2/v3/certs"): return try keys()
            case ("POST", "/token"): return try token(request.form)
            default: return .page("<html>404</html>", status: 404)
            }
        } catch {
            return .page("\(error)", status: 599)
        }
    }

    private func keys() throws -> ProviderDouble.Reply {
        let lie = state.withLock { $0.keyReplies.isEmpty ? nil : $0.keyReplies.removeFirst() }
        if let lie { return lie }
        let key = try Self.key.get()
        let (n, e) = (Base64URL.encode(key.publicModulus), Base64URL.encode(key.publicExponent))
        let (names, cacheControl) = state.withLock { ($0.published, $0.cacheControl) }
        let keys = names.map { #"{"kid":"\#($0)","use":"sig","alg":"RS256","kty":"RSA","e":"\#(e)","n":"\#(n)"}"# }
        let unusable = #"{"kid":"lain","use":"sig","alg":"RS256","kty":"RSA","e":"AQAB","n":"AQAB"}"#
        let body = #"{"keys":[\#(([unusable] + keys).joined(separator: ","))]}"#
        return .raw(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=UTF-8\r\nCache-Control: \(cacheControl)\r\n"
                + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)")
    }

    private func token(_ form: [String: String]) throws -> ProviderDouble.Reply {
        let lie = state.withLock { $0.tokenReplies.isEmpty ? nil : $0.tokenReplies.removeFirst() }
        if let lie { return lie }
        guard form["client_id"] == Self.clientID, form["client_secret"] == Self.clientSecret else {
            return .json(#"{"error":"invalid_client","error_description":"Unauthorized"}"#, status: 401)
        }
        guard form["redirect_uri"] == Self.redirectURI else {
            return .json(#"{"error":"redirect_uri_mismatch","error_description":"Bad Request"}"#, status: 400)
        }
        let grant = state.withLock { $0.grants.removeValue(forKey: form["code"] ?? "") }
        guard let grant, form["grant_type"] == "authorization_code",
            PKCE.challenge(form["code_verifier"] ?? "") == grant.challenge
        else { return .json(#"{"error":"invalid_grant","error_description":"Bad Request"}"#, status: 400) }
        let token = try idToken(nonce: grant.nonce)
        return .json(
            #"{"access_token":"ya29.contoh","expires_in":3599,"scope":"openid","token_type":"Bearer","id_token":"\#(token)"}"#
        )
    }

    private func idToken(nonce: String) throws -> String {
        let (changes, signsAs, forge, now) = state.withLock { ($0.claims, $0.signsAs, $0.forge, $0.now) }
        let issued = Int64(now.timeIntervalSince1970)
        var claims: [String: String] = [
            "iss": #""https://accounts.google.com""#, "azp": "\"\(Self.clientID)\"", "aud": "\"\(Self.clientID)\"",
            "sub": #""110169484474386276334""#, "email": #""Siti.Rahma@Example.co.id""#, "email_verified": "true",
            "nonce": "\"\(nonce)\"", "name": #""Siti Rahma""#, "iat": "\(issued)", "exp": "\(issued + 3_600)",
        ]
        for (name, value) in changes { claims[name] = value }
        let payload = "{" + claims.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
        return try forge?(payload) ?? JWT.sign(Array(payload.utf8), keyID: signsAs, with: Self.key.get())
    }
}

/// Runs `body` against a Google that answers over HTTP.
func withGoogle(
    logger: Logger = Logger(label: "test"), _ body: (FakeGoogle, GoogleSignIn, ProviderDouble) async throws -> Void
) async throws {
    let google = FakeGoogle()
    try await ProviderDouble.answering({ google.answer($0) }) { double in
        let transport = WebTransport()
        let signIn = GoogleSignIn(
            endpoints: GoogleEndpoints(
                accountsURL: double.baseURL, tokenURL: double.baseURL, jwksURL: double.baseURL),
            transport: transport, logger: logger, now: { google.state.withLock(\.now) })
        try await body(google, signIn, double)
        await transport.close()
    }
}

extension ProviderDouble {
    func count(of path: String) -> Int { requests.count { $0.path == path } }
}
