public import Tenancy

/// Where Google and its Gmail are. Stable for years, so built in.
public struct GmailEndpoints: Hashable, Sendable {
    let authorization: String
    let token: String
    let revoke: String
    let keys: String
    /// The base of the API: `https://gmail.googleapis.com`.
    let api: String

    /// Base URLs without a slash at the end; nil for Google's own. Token and keys may be named by the endpoint itself,
    /// `http://127.0.0.1:8099/google/token`; revoking is then its neighbour.
    public init(
        accountsURL: String? = nil, tokenURL: String? = nil, jwksURL: String? = nil, gmailURL: String? = nil
    ) {
        authorization = (accountsURL ?? "https://accounts.google.com") + "/o/oauth2/v2/auth"
        var base = tokenURL ?? "https://oauth2.googleapis.com"
        if base.hasSuffix("/token") { base.removeLast("/token".count) }
        token = base + "/token"
        revoke = base + "/revoke"
        let jwks = jwksURL ?? "https://www.googleapis.com"
        keys = jwks.hasSuffix("/certs") ? jwks : jwks + "/oauth2/v3/certs"
        api = gmailURL ?? "https://gmail.googleapis.com"
    }

    public init(_ addresses: ProviderAddresses) {
        self.init(
            accountsURL: addresses.googleAccounts, tokenURL: addresses.googleToken, jwksURL: addresses.googleKeys,
            gmailURL: addresses.gmail)
    }
}
