public import Tenancy
public import TokoCore

/// A shop's own number at Meta.
struct WhatsAppAccount: Sendable, Hashable {
    let token: String
    let phoneNumberID: String
    let businessID: String
    let appSecret: String
    let verifyToken: String
}

/// Reads the shops' accounts.
public struct WhatsAppAccounts: Sendable {
    /// Lives about two years.
    static let version = "v25.0"
    static let productionURL = "https://graph.facebook.com"

    private let fields: @Sendable (TenantID) async throws -> [String: String]
    /// `https://graph.facebook.com/v25.0`
    let baseURL: String

    public init(secrets: ProviderSecrets, addresses: ProviderAddresses) {
        self.init(baseURL: addresses.whatsApp) { try await secrets.all(.whatsapp, of: $0) }
    }

    /// - Parameters:
    ///   - baseURL: stands in for Meta's own; nil: Meta.
    ///   - fields: what a shop has set for provider `whatsapp`.
    public init(baseURL: String?, fields: @escaping @Sendable (TenantID) async throws -> [String: String]) {
        self.baseURL = "\(baseURL ?? Self.productionURL)/\(Self.version)"
        self.fields = fields
    }

    /// Nil when the shop has none.
    func account(of tenant: TenantID) async throws -> WhatsAppAccount? {
        let fields = try await fields(tenant)
        guard let token = fields["access_token"]?.trimmed, let phone = fields["phone_number_id"]?.trimmed,
            let business = fields["waba_id"]?.trimmed, let secret = fields["app_secret"]?.trimmed,
            let verify = fields["verify_token"]?.trimmed,
            ![token, phone, business, secret, verify].contains(where: \.isEmpty)
        else { return nil }
        return WhatsAppAccount(
            token: token, phoneNumberID: phone, businessID: business, appSecret: secret, verifyToken: verify)
    }
}
