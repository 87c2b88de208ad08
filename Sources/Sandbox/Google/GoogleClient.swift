/// A web application registered with the sandbox's Google.
public struct GoogleClient: Codable, Hashable, Sendable {
    public var id: String
    public var secret: String
    /// Compared byte for byte.
    public var redirectURIs: [String]
    /// Whether any `http://<shop>.localhost:<port>/auth/google/callback` or
    /// `/admin/gmail/callback` counts too: for demo shops on other ports.
    public var takesAnyLocalhost: Bool

    public init(id: String, secret: String, redirectURIs: [String], takesAnyLocalhost: Bool = false) {
        self.id = id
        self.secret = secret
        self.redirectURIs = redirectURIs
        self.takesAnyLocalhost = takesAnyLocalhost
    }

    func registers(_ redirectURI: String) -> Bool {
        redirectURIs.contains(redirectURI) || (takesAnyLocalhost && Self.isLocalhostCallback(redirectURI))
    }

    private static func isLocalhostCallback(_ address: String) -> Bool {
        let scheme = "http://"
        let paths = ["/auth/google/callback", "/admin/gmail/callback"]
        guard address.hasPrefix(scheme), let path = paths.first(where: address.hasSuffix) else { return false }
        let authority = address.dropFirst(scheme.count).dropLast(path.count)
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard let host = parts.first, host.hasSuffix(".localhost"), parts.count <= 2,
            parts.count == 1 || UInt16(parts[1]) != nil
        else { return false }
        return host.dropLast(".localhost".count).utf8.allSatisfy {
            (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d || $0 == 0x2e
        }
    }
}
