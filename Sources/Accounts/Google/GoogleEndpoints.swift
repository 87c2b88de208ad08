public import Tenancy

/// Where Google is. The addresses have been stable for years, so they are built in and not discovered at each sign-in.
public struct GoogleEndpoints: Hashable, Sendable {
    let authorization: String
    let token: String
    let keys: String

    /// Base URLs without a slash at the end; nil for Google's own. What stands in for Google may be named by its base
    /// (`https://proxy.example`) or by the endpoint itself (`http://127.0.0.1:8099/google/token`).
    public init(accountsURL: String? = nil, tokenURL: String? = nil, jwksURL: String? = nil) {
        authorization = (accountsURL ?? "https://accounts.google.com") + "/o/oauth2/v2/auth"
        token = Self.endpoint(tokenURL ?? "https://oauth2.googleapis.com", "/token", named: "/token")
        keys = Self.endpoint(jwksURL ?? "https://www.googleapis.com", "/oauth2/v3/certs", named: "/certs")
    }

    private static func endpoint(_ url: String, _ path: String, named name: String) -> String {
        url.hasSuffix(name) ? url : url + path
    }

    public init(_ addresses: ProviderAddresses) {
        self.init(
            accountsURL: addresses.googleAccounts, tokenURL: addresses.googleToken, jwksURL: addresses.googleKeys)
    }
}
