public import FoundationEssentials
import Jobs
public import Logging
public import Postgres
import Tenancy
import TokoCore
import Vault
public import WebClient

/// Connecting a shop's mailbox: the owner lets TokoKu send mail, and only that, at Google's consent page
/// (authorization code with PKCE, state and nonce), by the client of the shop's own that provider `google` has.
///
/// A consent lies in the shop's own schema, works once and for ten minutes, and is bound to one browser and to the
/// session of whoever began it: nobody can be made to connect somebody else's mailbox.
public struct GmailConnection: Sendable {
    /// Where Google sends the owner back to, below the shop's own address. To be registered at the shop's client.
    public static let callbackPath = "/admin/gmail/callback"

    private let secrets: ProviderSecrets
    private let tokens: GmailTokens
    private let endpoints: GmailEndpoints
    private let tokenEndpoint: GoogleTokenEndpoint
    private let transport: WebTransport
    private let logger: Logger
    private let now: @Sendable () -> Date

    /// - Parameter tokens: the one that ``GmailMailer`` has.
    public init(
        accounts: GmailAccounts, tokens: GmailTokens, endpoints: GmailEndpoints, transport: WebTransport,
        logger: Logger, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        secrets = accounts.secrets
        self.tokens = tokens
        self.endpoints = endpoints
        tokenEndpoint = GoogleTokenEndpoint(url: endpoints.token, transport: transport)
        self.transport = transport
        self.logger = logger
        self.now = now
    }

    /// Notes that a consent has begun and says where to send the browser.
    ///
    /// - Parameters:
    ///   - redirectURI: `https://<shop's primary host>` and ``callbackPath``, never made from the request.
    ///   - staffSession: what only this session of the owner's has, such as its CSRF token.
    /// - Throws: ``GmailConnectionError/notSetUp`` without a client, `DatabaseError`, `VaultError`.
    public func begin(
        _ database: TenantDatabase, redirectURI: String, staffSession: String
    ) async throws -> ConsentStart {
        let client = try await client(of: database)
        let (state, browser, nonce, verifier) = (
            SecureRandom.token(), SecureRandom.token(), SecureRandom.token(), PKCE.verifier()
        )
        try await database.run([
            Statement(MailboxConsentSQL.sweep),
            Statement(
                MailboxConsentSQL.begin, .bytes(Self.hash(state)), .bytes(Self.bond(browser, staffSession)),
                .text(nonce), .text(verifier), .text(redirectURI), .text(Self.mark)),
        ])
        let query = Form.encode([
            ("client_id", client.id), ("redirect_uri", redirectURI), ("response_type", "code"),
            ("scope", "openid email https://www.googleapis.com/auth/gmail.send"), ("access_type", "offline"),
            ("prompt", "consent"), ("include_granted_scopes", "false"), ("state", state), ("nonce", nonce),
            ("code_challenge", PKCE.challenge(verifier)), ("code_challenge_method", "S256"), ("hl", "id"),
        ])
        return ConsentStart(location: "\(endpoints.authorization)?\(query)", browserToken: browser)
    }

    /// Finishes the consent that came back from Google: seals the mailbox's tokens with the shop's keys.
    ///
    /// - Parameters:
    ///   - query: the callback's parameters, decoded once.
    ///   - browserToken: the cookie that ``begin(_:redirectURI:staffSession:)`` gave.
    /// - Returns: the mailbox's address.
    /// - Throws: ``GmailConnectionError``, `DatabaseError`, `VaultError`.
    public func finish(
        _ database: TenantDatabase, query: [String: String], browserToken: String?, staffSession: String
    ) async throws -> String {
        // Taken first, whatever comes after: a state works once.
        guard let state = query["state"],
            let row = try await database.query(
                MailboxConsentSQL.take, .bytes(Self.hash(state)), .text(Self.mark)
            ).first, try row.bool("is_fresh"),
            ConstantTime.equals(try row.bytes("browser_hash"), Self.bond(browserToken ?? "", staffSession))
        else { throw GmailConnectionError.expired }
        if let issuer = query["iss"], issuer != "https://accounts.google.com" { throw GmailConnectionError.refused }
        if let error = query["error"] { throw Self.error(named: error) }
        guard let code = query["code"], (1...2_048).contains(code.utf8.count) else {
            throw GmailConnectionError.refused
        }
        let client = try await client(of: database)
        let granted: GoogleTokenEndpoint.Tokens
        do {
            granted = try await tokenEndpoint.redeem(
                code: code, verifier: row.text("code_verifier"), redirectURI: row.text("redirect_uri"),
                clientID: client.id, clientSecret: client.secret)
        } catch let failure as JobFailure {
            throw note(Self.error(of: failure), database)
        }
        guard granted.maySend else { throw note(.scopeMissing, database) }
        guard let refreshToken = granted.refreshToken else { throw note(.noRefreshToken, database) }
        let mailbox = try await identity(granted, client.id, nonce: row.text("nonce"), database)
        try await secrets.keepMailbox(
            [
                "refresh_token": refreshToken, "client_id": client.id, "address": mailbox.address,
                "subject": mailbox.subject,
            ], of: database.tenant)
        await tokens.forget(database.tenant)
        try await ProviderHealthRepository(database).reset(.gmail)
        return mailbox.address
    }

    /// Forgets the mailbox, and asks Google to forget us, which it may not hear.
    public func disconnect(_ database: TenantDatabase) async throws {
        let token = try await secrets.secret(.gmail, "refresh_token", of: database.tenant)
        try await secrets.keepMailbox(
            ["refresh_token": nil, "client_id": nil, "address": nil, "subject": nil], of: database.tenant)
        await tokens.forget(database.tenant)
        try await ProviderHealthRepository(database).reset(.gmail)
        guard let token else { return }
        do {
            let answer = try await transport.send(.form(endpoints.revoke, [("token", token)]))
            logger.info(
                "gmail grant revoked", metadata: ["tenant.id": "\(database.tenant)", "status": "\(answer.status)"])
        } catch let error as WebError {
            logger.warning(
                "gmail grant could not be revoked", metadata: ["tenant.id": "\(database.tenant)", "reason": "\(error)"])
        }
    }

    /// What the owner's page says of the mailbox.
    public func state(of database: TenantDatabase) async throws -> GmailConnectionState {
        let mailbox = try await secrets.all(.gmail, of: database.tenant)
        guard let address = mailbox["address"], mailbox["refresh_token"] != nil else { return .notConnected }
        if try await secrets.secret(.google, "client_id", of: database.tenant)?.trimmed != mailbox["client_id"] {
            return .reconnectNeeded(address: address, reason: GmailTrouble.clientChanged.rawValue, since: nil)
        }
        guard let health = try await ProviderHealthRepository(database).health(of: .gmail), health.isTrouble else {
            return .connected(address: address)
        }
        let trouble = GmailTrouble.allCases.first { health.reason.contains($0.rawValue) }
        return trouble?.needsReconnect == true
            ? .reconnectNeeded(address: address, reason: health.reason, since: health.since)
            : .troubled(address: address, reason: health.reason, since: health.since)
    }

    // MARK: Parts

    private func client(of database: TenantDatabase) async throws -> (id: String, secret: String) {
        let google = try await secrets.all(.google, of: database.tenant)
        guard let id = google["client_id"], let secret = google["client_secret"] else {
            throw GmailConnectionError.notSetUp
        }
        return (id.trimmed, secret.trimmed)
    }

    private func identity(
        _ granted: GoogleTokenEndpoint.Tokens, _ clientID: String, nonce: String, _ database: TenantDatabase
    ) async throws -> MailboxIdentity {
        do {
            guard let token = granted.idToken else { throw MailboxIdentity.Problem.noToken }
            return try await MailboxIdentity(
                token, clientID: clientID, nonce: nonce, now: now(), keysURL: endpoints.keys, transport: transport)
        } catch let problem as MailboxIdentity.Problem {
            logger.info(
                "gmail identity refused", metadata: ["tenant.id": "\(database.tenant)", "reason": "\(problem)"])
            throw problem == .keysUnreachable ? GmailConnectionError.unavailable : .refused
        }
    }

    private func note(_ error: GmailConnectionError, _ database: TenantDatabase) -> GmailConnectionError {
        logger.info("gmail not connected", metadata: ["tenant.id": "\(database.tenant)", "reason": "\(error)"])
        return error
    }

    private static func error(named name: String) -> GmailConnectionError {
        switch name {
        case "access_denied": .cancelled
        case "temporarily_unavailable", "server_error": .unavailable
        case "interaction_required", "login_required", "consent_required": .expired
        default: .refused
        }
    }

    private static func error(of failure: JobFailure) -> GmailConnectionError {
        switch failure {
        case .account(GmailTrouble.revoked.rawValue, _): .expired
        case .account(GmailTrouble.clientRefused.rawValue, _): .misconfigured
        case .account(GmailTrouble.scopeMissing.rawValue, _): .scopeMissing
        case .account, .permanent: .refused
        case .later, .notYet, .unknown: .unavailable
        }
    }

    /// Tells a consent from a customer's sign-in, which lies in the same table.
    private static let mark = "/admin/gmail"

    private static func hash(_ token: String) -> [UInt8] { Digest.sha256(Array(token.utf8)) }

    private static func bond(_ browser: String, _ session: String) -> [UInt8] { hash("\(browser) \(session)") }
}

/// Where a consent begins.
public struct ConsentStart: Sendable {
    /// Redirect there with 303.
    public let location: String
    /// For a cookie with `SameSite=Lax`, `HttpOnly`, the path of ``GmailConnection/callbackPath``, ten minutes.
    public let browserToken: String
}

public enum GmailConnectionState: Sendable, Hashable {
    case notConnected
    case connected(address: String)
    /// Letters wait until the owner connects the mailbox again. `since` is nil when nobody has tried it yet.
    case reconnectNeeded(address: String, reason: String, since: Date?)
    /// Connected, and not sending for another reason.
    case troubled(address: String, reason: String, since: Date)
}

enum MailboxConsentSQL {
    /// Consents and sign-ins nobody finished.
    static let sweep = SQL(
        "mailbox_consent.sweep", "DELETE FROM {sign_in} WHERE created_at < now() - interval '10 minutes'")

    /// $1 state's hash, $2 hash of browser and session, $3 nonce, $4 code verifier, $5 redirect URI, $6 the mark
    static let begin = SQL(
        "mailbox_consent.begin",
        """
        INSERT INTO {sign_in} (state_hash, browser_hash, nonce, code_verifier, redirect_uri, return_to)
        VALUES ($1, $2, $3, $4, $5, $6)
        """)

    /// $1 state's hash, $2 the mark -> browser_hash, nonce, code_verifier, redirect_uri, is_fresh
    static let take = SQL(
        "mailbox_consent.take",
        """
        DELETE FROM {sign_in} WHERE state_hash = $1 AND return_to = $2
        RETURNING browser_hash, nonce, code_verifier, redirect_uri,
            created_at > now() - interval '10 minutes' AS is_fresh
        """)
}
