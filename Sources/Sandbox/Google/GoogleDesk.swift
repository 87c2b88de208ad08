import FoundationEssentials
import Vault

/// Google's memory: codes and tokens it gave out, and the key it signs with. Gone when the sandbox stops; a shop
/// that still holds the old key sees an unknown `kid` and fetches again.
actor GoogleDesk {
    struct Grant: Sendable {
        let clientID: String
        let redirectURI: String
        let person: Person
        let scope: String
        let hasOpenID: Bool
        let nonce: String?
        let challenge: String?
        let wantsRefreshToken: Bool
        let at: Int64
        var isRedeemed = false
    }

    /// Seconds a code lives.
    static let codeLife: Int64 = 600
    /// Google's own figure for access tokens.
    static let tokenLife: Int64 = 3_599

    private var codes: [String: Grant] = [:]
    private var accessTokens: [String: Grant] = [:]
    private var refreshTokens: [String: Grant] = [:]
    /// `client person` pairs that have a refresh token: the second consent gives none.
    private var consented: Set<String> = []
    /// The newest first. The first is made when somebody asks for one.
    private var keys: [SigningKey] = []

    /// - Parameter mailboxes: connected before the sandbox began.
    init(mailboxes: [SandboxMailbox] = []) {
        for mailbox in mailboxes { refreshTokens[mailbox.refreshToken] = Self.grant(of: mailbox) }
    }

    /// From now on this refresh token may send mail.
    func add(_ mailbox: SandboxMailbox) { refreshTokens[mailbox.refreshToken] = Self.grant(of: mailbox) }

    private static func grant(of mailbox: SandboxMailbox) -> Grant? {
        guard let person = Person.with(email: mailbox.address) else { return nil }
        return Grant(
            clientID: mailbox.clientID, redirectURI: "", person: person,
            scope: "openid https://www.googleapis.com/auth/userinfo.email \(sendingScope)", hasOpenID: true,
            nonce: nil, challenge: nil, wantsRefreshToken: false, at: Date.unixNow)
    }

    static let sendingScope = "https://www.googleapis.com/auth/gmail.send"

    /// What an access token lets its holder do; nil when nobody knows it.
    func grant(accessToken: String) -> Grant? { accessTokens[accessToken] }

    var allKeys: [SigningKey] {
        get throws {
            if keys.isEmpty { keys = [try SigningKey()] }
            return keys
        }
    }

    /// Signs with a new key from now on; the old ones stay in the set.
    func rotate() throws {
        keys = Array(([try SigningKey()] + (try allKeys)).prefix(4))
    }

    func code(for person: Person, _ request: AuthorizationRequest) -> String {
        let code = "4/0A" + SecureRandom.token(bytes: 40)
        let consent = "\(request.client.id) \(person.sub)"
        let isNew = request.wantsRefreshToken && (request.prompts.contains("consent") || !consented.contains(consent))
        if isNew { consented.insert(consent) }
        codes[code] = Grant(
            clientID: request.client.id, redirectURI: request.redirectURI, person: person,
            scope: request.grantedScope, hasOpenID: request.scopes.contains("openid"), nonce: request.nonce,
            challenge: request.challenge, wantsRefreshToken: isNew, at: Date.unixNow)
        return code
    }

    /// Takes a code, once.
    /// - Throws: ``TokenRefusal``. A code that was refused for its verifier or address may be tried again.
    func redeem(_ code: String, clientID: String, redirectURI: String, verifier: String?) throws(TokenRefusal) -> Grant
    {
        guard code.hasPrefix("4/"), let grant = codes[code] else { throw .invalidGrant("Malformed auth code.") }
        guard grant.clientID == clientID else { throw .invalidGrant("Bad Request") }
        guard !grant.isRedeemed else { throw .invalidGrant("Code was already redeemed.") }
        guard Date.unixNow - grant.at <= Self.codeLife else { throw .invalidGrant("Bad Request") }
        guard grant.redirectURI == redirectURI else { throw .redirectMismatch }
        if let challenge = grant.challenge {
            guard let verifier else { throw .invalidGrant("Missing code verifier.") }
            guard PKCE.challenge(verifier) == challenge else { throw .invalidGrant("Invalid code verifier.") }
        }
        codes[code]?.isRedeemed = true
        return grant
    }

    func accessToken(for grant: Grant) -> String {
        let token = "ya29.a0A" + SecureRandom.token(bytes: 90)
        accessTokens[token] = grant
        return token
    }

    func refreshToken(for grant: Grant) -> String {
        let token = "1//0g" + SecureRandom.token(bytes: 60)
        refreshTokens[token] = grant
        return token
    }

    func refresh(_ token: String, clientID: String) throws(TokenRefusal) -> Grant {
        guard let grant = refreshTokens[token], grant.clientID == clientID else {
            throw .invalidGrant("Token has been expired or revoked.")
        }
        return grant
    }

    func person(accessToken: String) -> Person? { accessTokens[accessToken]?.person }

    /// Ends every token of the person for this client.
    /// - Returns: false when nobody knows the token.
    func revoke(_ token: String) -> Bool {
        guard let grant = accessTokens[token] ?? refreshTokens[token] else { return false }
        func isSame(_ other: Grant) -> Bool { other.clientID == grant.clientID && other.person == grant.person }
        accessTokens = accessTokens.filter { !isSame($0.value) }
        refreshTokens = refreshTokens.filter { !isSame($0.value) }
        consented.remove("\(grant.clientID) \(grant.person.sub)")
        return true
    }
}

/// A no of the token endpoint.
enum TokenRefusal: Error, Equatable {
    case invalidGrant(String)
    case redirectMismatch
    case invalidClient(String)
    case missing(String)
    case unsupportedGrantType(String)

    var answer: Answer {
        switch self {
        case .invalidGrant(let words): Self.answer("invalid_grant", words, 400)
        case .redirectMismatch: Self.answer("redirect_uri_mismatch", "Bad Request", 400)
        case .invalidClient(let words): Self.answer("invalid_client", words, 401)
        case .missing(let field): Self.answer("invalid_request", "Missing required parameter: \(field)", 400)
        case .unsupportedGrantType(let type): Self.answer("unsupported_grant_type", "Invalid grant_type: \(type)", 400)
        }
    }

    private static func answer(_ code: String, _ words: String, _ status: Int) -> Answer {
        .json(["error": .text(code), "error_description": .text(words)], status: status)
    }
}
