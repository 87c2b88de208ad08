import Catalog
import Tenancy
import TokoCore

/// A shop as its `Tenants/<slug>.toml` describes it, every word checked.
struct TenantFile: Sendable {
    let path: String
    let slug: Slug
    /// The first is the primary one.
    let domains: [HostName]
    /// As they should be; theme settings that name pictures already hold their `/media/` address.
    let settings: ShopSettings
    let owner: Owner?
    let secrets: [Secret]
    /// What the file refers to by variables that are not set here: kept as the shop has it.
    let unset: [UnsetSecret]
    let catalog: CatalogDescription?
    /// Files of all pictures that settings and catalogue name.
    let pictures: [String]

    struct Owner: Sendable {
        let name: String
        let email: String
        /// Their first one. Nil: they get a link by `tokoku owner invite`.
        let password: String?
    }

    struct Secret: Sendable {
        let provider: Provider
        let field: String
        let value: String
    }

    struct UnsetSecret: Sendable {
        enum What: Sendable {
            case secret(Provider, field: String)
            case ownerPassword
        }

        let what: What
        let variable: String
        /// Where it stands: `secrets.tripay.api_key`.
        let key: String
    }
}
