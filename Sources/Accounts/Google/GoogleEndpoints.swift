public import Tenancy

/// Where Google is. The addresses have been stable for years, so they are built in and not discovered at each sign-in.
public struct GoogleEndpoints: Hashable, Sendable {
    let authorization: String
    let token: String
    let keys: String

    /// Base URLs without a slash at the end; nil for Google's own. The paths are always Google's, so whatever stands in
    /// for it (the sandbox, a test double) answers at the same ones.
    public init(accountsURL: String? = nil, tokenURL: String? = nil, jwksURL: String? = nil) {
        authorization = (accountsURL ?? "https://accounts.google.com") + "/o/oauth2/v2/auth"
        token = (tokenURL ?? "https://oauth2.googleapis.com") + "/token"
        keys = (jwksURL ?? "https://www.googleapis.com") + "/oauth2/v3/certs"
    }

    public init(_ addresses: ProviderAddresses) {
        self.init(
            accountsURL: addresses.googleAccounts, tokenURL: addresses.googleToken, jwksURL: addresses.googleKeys)
    }
}
