public import FoundationEssentials
public import Logging
public import Postgres
import TokoCore
import Vault
public import WebClient

/// Signing customers in with Google: authorization code with PKCE, state and nonce, by each shop's own client
/// (OpenID Connect Core 1.0, section 3.1; RFC 7636; RFC 9207).
///
/// An attempt lies in the shop's own schema, so its state is worth nothing at another shop; it is bound to one browser
/// by a cookie, and gone as soon as somebody comes back with it.
public struct GoogleSignIn: Sendable {
    private let endpoints: GoogleEndpoints
    private let tokens: GoogleTokens
    private let keys: GoogleKeys
    private let logger: Logger
    private let now: @Sendable () -> Date

    /// One for the whole server: it keeps Google's keys.
    public init(
        endpoints: GoogleEndpoints = GoogleEndpoints(), transport: WebTransport, logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.endpoints = endpoints
        self.logger = logger
        self.now = now
        tokens = GoogleTokens(endpoint: endpoints.token, transport: transport)
        keys = GoogleKeys(endpoint: endpoints.keys, transport: transport, now: now)
    }

    /// Notes an attempt and says where to send the browser.
    ///
    /// - Parameters:
    ///   - redirectURI: exactly as registered at Google, made from the shop's stored primary domain, never from the
    ///     request.
    ///   - returnTo: a path of this shop, such as `/produk/kopi-gayo?warna=hitam`; anything else becomes `/`.
    ///   - pendingAdd: what to put into the cart afterwards.
    ///   - browserToken: the cookie this browser has from an attempt in another tab; both stay valid.
    /// - Throws: ``DatabaseError``.
    public func begin(
        _ database: TenantDatabase, clientID: String, redirectURI: String, returnTo: String,
        pendingAdd: PendingAdd? = nil, browserToken: String? = nil
    ) async throws -> SignInStart {
        let state = SessionToken.random()
        let browser = browserToken.flatMap(SessionToken.init) ?? .random()
        let nonce = SecureRandom.token()
        let verifier = PKCE.verifier()
        try await database.run([
            Statement(SignInSQL.sweep),
            Statement(
                SignInSQL.begin, .bytes(state.hash), .bytes(browser.hash), .text(nonce), .text(verifier),
                .text(redirectURI), .text(LocalPath(returnTo)?.text ?? "/"), .optional(pendingAdd?.variant),
                .optional(pendingAdd?.quantity.pieces)),
        ])
        let query = Form.encode([
            ("client_id", Self.trimmed(clientID)), ("redirect_uri", redirectURI), ("response_type", "code"),
            ("scope", "openid email profile"), ("state", state.text), ("nonce", nonce),
            ("code_challenge", PKCE.challenge(verifier)), ("code_challenge_method", "S256"),
            ("prompt", "select_account"), ("hl", "id"),
        ])
        return SignInStart(location: "\(endpoints.authorization)?\(query)", browserToken: browser)
    }

    /// Finishes the attempt that came back from Google.
    ///
    /// - Parameters:
    ///   - query: the callback's parameters, decoded once.
    ///   - browserToken: the cookie ``begin(_:clientID:redirectURI:returnTo:pendingAdd:browserToken:)`` set.
    /// - Throws: ``GoogleSignInError``, ``DatabaseError``.
    public func finish(
        _ database: TenantDatabase, clientID: String, clientSecret: String, query: [String: String],
        browserToken: String?
    ) async throws -> SignInOutcome {
        do {
            return try await finished(
                database, clientID: Self.trimmed(clientID), clientSecret: Self.trimmed(clientSecret), query: query,
                browserToken: browserToken)
        } catch let failure as SignInFailure {
            // A wrong client secret is the owner's to mend; the rest happens to people every day.
            logger.log(
                level: failure.error == .misconfigured ? .error : .info, "google sign-in failed",
                metadata: ["tenant.id": "\(database.tenant)", "reason": "\(failure.reason)"])
            throw failure.error
        }
    }

    private func finished(
        _ database: TenantDatabase, clientID: String, clientSecret: String, query: [String: String],
        browserToken: String?
    ) async throws -> SignInOutcome {
        let attempt = try await taken(database, state: query["state"], browserToken: browserToken)
        if let issuer = query["iss"], issuer != GoogleIdentity.issuer {
            throw SignInFailure(.refused, "wrong_issuer_in_callback")
        }
        if let error = query["error"] { throw Self.failure(of: error) }
        guard let code = query["code"], (1...2_048).contains(code.utf8.count) else {
            throw SignInFailure(.refused, "no_code")
        }
        let compact = try await tokens.idToken(
            for: .init(
                code: code, codeVerifier: attempt.codeVerifier, redirectURI: attempt.redirectURI,
                clientID: clientID, clientSecret: clientSecret))
        let payload = try await verified(compact)
        let identity = try GoogleIdentity(payload: payload, clientID: clientID, nonce: attempt.nonce, now: now())
        let session = try await signIn(identity, database)
        guard let customer = session.session.customer else { throw SignInFailure(.refused, "no_customer") }
        return SignInOutcome(
            customer: customer, session: session, returnTo: attempt.returnTo, pendingAdd: attempt.pendingAdd)
    }

    /// Takes the attempt first, whatever comes after: a state works once.
    private func taken(
        _ database: TenantDatabase, state: String?, browserToken: String?
    ) async throws -> SignInAttempt {
        guard let state = state.flatMap(SessionToken.init),
            let row = try await database.query(SignInSQL.take, .bytes(state.hash)).first
        else { throw SignInFailure(.expired, "unknown_state") }
        let attempt = try SignInAttempt(row: row)
        guard attempt.isFresh else { throw SignInFailure(.expired, "old_state") }
        guard attempt.began(in: browserToken) else { throw SignInFailure(.expired, "other_browser") }
        return attempt
    }

    private func verified(_ compact: String) async throws -> [UInt8] {
        let token: JWT
        do { token = try JWT(compact: compact) } catch {
            throw SignInFailure(.refused, error == .unsupportedAlgorithm ? "wrong_algorithm" : "token_malformed")
        }
        guard let name = token.keyID, let key = try await keys.key(name) else {
            throw SignInFailure(.refused, "unknown_key")
        }
        do { try token.verify(with: key) } catch { throw SignInFailure(.refused, "wrong_signature") }
        return token.payload
    }

    private func signIn(_ identity: GoogleIdentity, _ database: TenantDatabase) async throws -> NewSession {
        let token = SessionToken.random()
        let person: [SQLValue] = [.text(GoogleIdentity.issuer), .text(identity.subject)]
        let results = try await database.run([
            Statement(SignInSQL.customer, values: person + [.text(identity.email), .text(identity.name)]),
            Statement(SessionSQL.sweep),
            Statement(SignInSQL.session, values: person + [.bytes(token.hash), .text(SessionToken.random().text)]),
            Statement(SessionSQL.customer, .bytes(token.hash)),
        ])
        return NewSession(token: token, session: try Session(customer: results[3].one()))
    }

    private static func failure(of error: String) -> SignInFailure {
        switch error {
        case "access_denied": SignInFailure(.cancelled, "access_denied")
        case "temporarily_unavailable", "server_error": SignInFailure(.unavailable, "callback_unavailable")
        case "admin_policy_enforced": SignInFailure(.refused, "admin_policy_enforced")
        case "interaction_required", "login_required", "consent_required": SignInFailure(.expired, "screen_required")
        default: SignInFailure(.misconfigured, "callback_error")
        }
    }

    /// People paste client IDs with spaces around them.
    private static func trimmed(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}

/// Where a sign-in begins.
public struct SignInStart: Sendable {
    /// Redirect there with 303.
    public let location: String
    /// For a cookie with `SameSite=Lax` (Strict is not sent on the way back from Google), ten minutes.
    public let browserToken: SessionToken
}

/// Somebody has signed in.
public struct SignInOutcome: Sendable {
    public let customer: Customer
    public let session: NewSession
    /// A path of this shop.
    public let returnTo: String
    public let pendingAdd: PendingAdd?
}
