public import TokoCore

/// A shop as the registry knows it.
public struct Tenant: Sendable, Hashable {
    public let id: TenantID
    public let slug: Slug
    public let name: String
    public let state: TenantState
    /// The host that links and redirects use; nil while the shop has none.
    public let primaryHost: String?
    /// All its hosts, the primary one first.
    public let hosts: [String]
    /// Changes whenever one of the shop's sealed secrets does.
    let secretsStamp: String

    init(
        id: TenantID, slug: Slug, name: String, state: TenantState, primaryHost: String?, hosts: [String],
        secretsStamp: String
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.state = state
        self.primaryHost = primaryHost
        self.hosts = hosts
        self.secretsStamp = secretsStamp
    }
}

public enum TenantState: String, Sendable, CaseIterable {
    /// Sells.
    case active
    /// Answers every page with a notice in its name.
    case suspended
    /// Is being removed: as if it were not there.
    case deleting
}
