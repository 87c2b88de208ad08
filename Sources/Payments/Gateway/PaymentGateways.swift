public import FoundationEssentials
public import Tenancy
public import TokoCore
public import WebClient

/// The shop's own account cannot be used as it is set up.
public enum PaymentSetupError: Error, Hashable, Sendable {
    /// Fields of provider `tripay` that are missing or not understood.
    case misconfigured(fields: [String])
}

/// Every shop's gateway, made from its own keys each time, and its channels, kept for a while.
public final class PaymentGateways: Sendable {
    /// The opened fields of provider `tripay` of one shop.
    public typealias Keys = @Sendable (TenantID) async throws -> [String: String]

    public static let productionURL = "https://tripay.co.id/api"
    public static let sandboxURL = "https://tripay.co.id/api-sandbox"

    private let keys: Keys
    private let baseURL: String?
    private let transport: WebTransport
    private let cache: PaymentChannels

    /// - Parameter baseURL: stands in for the provider's own in the whole installation.
    public init(
        baseURL: String?, transport: WebTransport, now: @escaping @Sendable () -> Date = { Date() },
        keys: @escaping Keys
    ) {
        self.keys = keys
        self.baseURL = baseURL
        self.transport = transport
        cache = PaymentChannels(now: now) { tenant in
            try await Self.gateway(for: tenant, keys: keys, baseURL: baseURL, transport: transport).channels()
        }
    }

    public convenience init(secrets: ProviderSecrets, addresses: ProviderAddresses, transport: WebTransport) {
        self.init(baseURL: addresses.tripay, transport: transport) { tenant in
            try await secrets.all(.tripay, of: tenant)
        }
    }

    /// - Throws: ``PaymentSetupError``, and what reading the keys throws.
    public func gateway(for tenant: TenantID) async throws -> TriPayGateway {
        try await Self.gateway(for: tenant, keys: keys, baseURL: baseURL, transport: transport)
    }

    /// The key that signs this shop's callbacks.
    /// - Throws: ``PaymentSetupError``, and what reading the keys throws.
    public func privateKey(for tenant: TenantID) async throws -> String {
        guard let key = try await keys(tenant)["private_key"], !key.isEmpty else {
            throw PaymentSetupError.misconfigured(fields: ["private_key"])
        }
        return key
    }

    /// - Throws: ``GatewayError``, ``PaymentSetupError``, and what reading the keys throws.
    public func channels(for tenant: TenantID) async throws -> ChannelList {
        let account = try await gateway(for: tenant).account
        return try await cache.list(for: PaymentChannels.Account(tenant: tenant, name: account))
    }

    private static func gateway(
        for tenant: TenantID, keys: Keys, baseURL: String?, transport: WebTransport
    ) async throws -> TriPayGateway {
        let fields = try await keys(tenant)
        let missing = ["api_key", "private_key", "merchant_code"].filter { fields[$0, default: ""].isEmpty }
        guard missing.isEmpty, let apiKey = fields["api_key"], let privateKey = fields["private_key"],
            let merchantCode = fields["merchant_code"]
        else { throw PaymentSetupError.misconfigured(fields: missing) }
        let ownURL: String
        switch fields["mode", default: "sandbox"] {
        case "production": ownURL = productionURL
        case "sandbox": ownURL = sandboxURL
        default: throw PaymentSetupError.misconfigured(fields: ["mode"])
        }
        return TriPayGateway(
            credentials: TriPayCredentials(apiKey: apiKey, privateKey: privateKey, merchantCode: merchantCode),
            baseURL: baseURL ?? ownURL, transport: transport)
    }
}
