public import Messaging
public import Ordering
public import Tenancy

/// What the owner's pages need beyond the shop's own database. Each part may be left out: its buttons are not there then.
public struct AdminOutside: Sendable {
    /// Which keys the shops have; values are never shown.
    public var secrets: ProviderSecrets?
    /// What the "Tes" buttons run, one for each provider.
    public var probes: [any ProviderProbe]
    /// Connects the shop's mailbox.
    public var gmail: GmailConnection?
    /// Provinces and cities by name, for the zones of flat rates.
    public var regions: RegionRepository?
    /// Asks couriers after a parcel now.
    public var parcels: ParcelRefresh?

    public init(
        secrets: ProviderSecrets? = nil, probes: [any ProviderProbe] = [], gmail: GmailConnection? = nil,
        regions: RegionRepository? = nil, parcels: ParcelRefresh? = nil
    ) {
        self.secrets = secrets
        self.probes = probes
        self.gmail = gmail
        self.regions = regions
        self.parcels = parcels
    }

    func probe(of provider: Provider) -> (any ProviderProbe)? { probes.first { $0.provider == provider } }
}
