public import Tenancy
public import TokoCore

/// The shops' projects at PostHog.
public struct PostHogAccounts: Sendable {
    private let override: String?
    private let fields: @Sendable (TenantID) async throws -> [String: String]

    public init(secrets: ProviderSecrets, addresses: ProviderAddresses) {
        override = addresses.postHog
        fields = { try await secrets.all(.posthog, of: $0) }
    }

    /// - Parameters:
    ///   - override: stands in for every address, as `TOKOKU_POSTHOG_URL` does; nil: the shops' own.
    ///   - fields: what a shop has set for provider `posthog`.
    public init(override: String?, fields: @escaping @Sendable (TenantID) async throws -> [String: String]) {
        self.override = override
        self.fields = fields
    }

    /// Nil when the shop has none.
    /// - Throws: ``PostHogSetupProblem``, `VaultError`, `DatabaseError`.
    public func account(of tenant: TenantID) async throws -> PostHogAccount? {
        try PostHogAccount(try await fields(tenant), override: override)
    }
}
