/// Base URLs that stand in for the providers' own in the whole installation: the sandbox, a proxy, a test double.
/// Nil means the real one, chosen by the shop's mode. None ends in a slash.
public struct ProviderAddresses: Hashable, Sendable {
    public let tripay: String?
    public let komerce: String?
    public let komerceDelivery: String?
    public let binderbyte: String?
    public let posIndonesia: String?
    /// `TOKOKU_POSINDONESIA=off`: its page is never asked, and postal codes are the imported list's.
    public let asksPosIndonesia: Bool
    public let googleAccounts: String?
    public let googleToken: String?
    public let googleKeys: String?
    public let gmail: String?
    public let whatsApp: String?
    public let postHog: String?

    init(_ source: SettingsSource) throws(SettingsError) {
        tripay = try source.webAddress("TOKOKU_TRIPAY_URL")
        komerce = try source.webAddress("TOKOKU_KOMERCE_URL")
        komerceDelivery = try source.webAddress("TOKOKU_KOMERCE_DELIVERY_URL")
        binderbyte = try source.webAddress("TOKOKU_BINDERBYTE_URL")
        posIndonesia = try source.webAddress("TOKOKU_POSINDONESIA_URL")
        asksPosIndonesia = try source.isOn("TOKOKU_POSINDONESIA", default: true)
        googleAccounts = try source.webAddress("TOKOKU_GOOGLE_ACCOUNTS_URL")
        googleToken = try source.webAddress("TOKOKU_GOOGLE_TOKEN_URL")
        googleKeys = try source.webAddress("TOKOKU_GOOGLE_JWKS_URL")
        gmail = try source.webAddress("TOKOKU_GMAIL_URL")
        whatsApp = try source.webAddress("TOKOKU_WHATSAPP_URL")
        postHog = try source.webAddress("TOKOKU_POSTHOG_URL")
    }
}

extension SettingsSource {
    func isOn(_ name: String, default standard: Bool) throws(SettingsError) -> Bool {
        switch value(name)?.lowercased() {
        case nil: return standard
        case "on": return true
        case "off": return false
        default: throw SettingsError(name, "expected on or off")
        }
    }

    /// An `http://` or `https://` URL with a host, without a slash at its end.
    func webAddress(_ name: String) throws(SettingsError) -> String? {
        guard var text = value(name) else { return nil }
        while text.hasSuffix("/") { text.removeLast() }
        let rest =
            text.hasPrefix("https://") ? text.dropFirst(8) : text.hasPrefix("http://") ? text.dropFirst(7) : ""
        guard let first = rest.first, first != "/", first != ":", !rest.contains(where: \.isWhitespace) else {
            throw SettingsError(name, "expected a URL such as https://example.com")
        }
        return text
    }
}
