/// A browser sent to Google to sign in, checked as far as Google checks before it trusts the way back.
struct AuthorizationRequest: Sendable {
    let client: GoogleClient
    let redirectURI: String
    private(set) var scopes: [String]
    let state: String?
    let nonce: String?
    let challenge: String?
    let prompts: [String]
    let loginHint: String?
    let wantsRefreshToken: Bool
    /// Everything as it came, to be carried through the account chooser.
    let pairs: [(name: String, value: String)]

    private static let known = ["openid", "email", "profile"]

    /// - Throws: ``GooglePageError`` for what Google shows on its own page, ``GoogleRedirectError`` for what goes back.
    init(_ pairs: [(name: String, value: String)], client: GoogleClient?) throws {
        func value(_ name: String) -> String? { pairs.last { $0.name == name && !$0.value.isEmpty }?.value }
        guard value("client_id") != nil else { throw GooglePageError.invalidRequest("client_id") }
        guard let client else { throw GooglePageError.invalidClient }
        guard let redirectURI = value("redirect_uri") else { throw GooglePageError.invalidRequest("redirect_uri") }
        guard client.registers(redirectURI) else { throw GooglePageError.redirectMismatch(redirectURI) }
        guard value("response_type") == "code" else { throw GooglePageError.invalidRequest("response_type") }
        guard let scope = value("scope") else { throw GooglePageError.invalidRequest("scope") }
        let method = value("code_challenge_method")
        challenge = value("code_challenge")
        // Google also knows `plain`; no shop of this house may use it.
        guard challenge == nil || method == "S256" else {
            throw GooglePageError.invalidRequest("code_challenge_method")
        }
        guard method == nil || challenge != nil else { throw GooglePageError.invalidRequest("code_challenge") }
        self.client = client
        self.redirectURI = redirectURI
        self.pairs = pairs
        state = value("state")
        nonce = value("nonce")
        prompts = value("prompt")?.split(separator: " ").map(String.init) ?? []
        loginHint = value("login_hint")
        wantsRefreshToken = value("access_type") == "offline"
        scopes = scope.split(separator: " ").map(String.init)
        if let unknown = scopes.first(where: { !Self.known.contains($0) && !$0.hasPrefix("https://") }) {
            throw GoogleRedirectError(code: "invalid_scope", address: redirectURI, state: state, detail: unknown)
        }
    }

    /// Scopes as Google names them in its answers, long.
    var grantedScope: String {
        scopes.map { ["email", "profile"].contains($0) ? "https://www.googleapis.com/auth/userinfo.\($0)" : $0 }
            .joined(separator: " ")
    }

    /// Scopes that a person is asked for one by one, and may leave out.
    var optionalScopes: [String] { scopes.filter { $0.hasPrefix("https://") } }

    /// The same, with only those optional scopes that were ticked.
    func granting(_ ticked: [String]) -> AuthorizationRequest {
        var copy = self
        copy.scopes = scopes.filter { !optionalScopes.contains($0) || ticked.contains($0) }
        return copy
    }

    func refusal(_ code: String) -> GoogleRedirectError {
        GoogleRedirectError(code: code, address: redirectURI, state: state, detail: nil)
    }
}

/// What Google says on a page of its own; the shop never hears of it.
enum GooglePageError: Error, Equatable {
    case invalidRequest(String)
    case invalidClient
    case redirectMismatch(String)

    var code: String {
        switch self {
        case .invalidRequest: "invalid_request"
        case .invalidClient: "invalid_client"
        case .redirectMismatch: "redirect_uri_mismatch"
        }
    }

    var words: String {
        switch self {
        case .invalidRequest(let field): "Parameter \(field) tidak ada atau tidak berlaku."
        case .invalidClient: "The OAuth client was not found. Client ID ini tidak terdaftar di sandbox."
        case .redirectMismatch(let address):
            "Alamat \(address) tidak sama persis dengan yang didaftarkan untuk client ini."
        }
    }
}

/// What Google tells the shop by way of the browser.
struct GoogleRedirectError: Error, Equatable {
    let code: String
    let address: String
    let state: String?
    let detail: String?

    var location: String {
        var pairs = [("error", code)]
        if let detail { pairs.append(("error_description", "Some requested scopes were invalid: \(detail)")) }
        if let state { pairs.append(("state", state)) }
        return FormText.address(address, adding: pairs)
    }
}
