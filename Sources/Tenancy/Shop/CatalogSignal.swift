public import Postgres
public import TokoCore

/// Tells every node that a shop's pages look different now.
public enum CatalogSignal {
    /// The channel of the notifications; the payload is the shop's id.
    public static let channel = "tokoku_catalog"

    /// Belongs into the unit that changed catalogue, theme or settings: nodes hear of it when that commits, and the
    /// version is part of every cached page's key.
    public static func touched(_ tenant: TenantID) -> [Statement] {
        [Statement(bump), Statement(announce, .text(tenant.description))]
    }

    static let bump = SQL("shop.catalog_version", "UPDATE {shop} SET catalog_version = catalog_version + 1")

    /// $1 tenant
    static let announce = SQL("shop.announce", "SELECT pg_notify('tokoku_catalog', $1)")
}
