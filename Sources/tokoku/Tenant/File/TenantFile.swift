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
    /// Choices that the file says nothing of: they stay as the owner has made them.
    let unsaid: Set<Choice>
    let owner: Owner?
    let secrets: [Secret]
    /// What the file refers to by variables that are not set here: kept as the shop has it.
    let unset: [UnsetSecret]
    let catalog: CatalogDescription?
    /// Files of all pictures that settings and catalogue name.
    let pictures: [String]

    /// What an owner may also choose on the admin page.
    enum Choice: Hashable, Sendable {
        case tracking, completion, product, callsPerDay, flatRates, pickup, whatsApp, lowStock
    }

    /// The settings of the file, with what it does not say taken from the shop's own.
    func settings(beside own: ShopSettings) -> ShopSettings {
        var wanted = settings
        // No file says these: only the owner does.
        wanted.mailTexts = own.mailTexts
        wanted.mailTransport = own.mailTransport
        for choice in unsaid {
            switch choice {
            case .tracking: wanted.trackingSource = own.trackingSource
            case .completion: wanted.completeAfterDays = own.completeAfterDays
            case .product: wanted.rates.product = own.rates.product
            case .callsPerDay: wanted.rates.callsPerDay = own.rates.callsPerDay
            case .flatRates: wanted.rates.flatRates = own.rates.flatRates
            case .pickup: wanted.rates.pickup = own.rates.pickup
            case .whatsApp: wanted.whatsApp = own.whatsApp
            case .lowStock: wanted.lowStockPieces = own.lowStockPieces
            }
        }
        return wanted
    }

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
