public import Postgres
public import Tenancy
public import TokoCore
public import WebClient

/// What shipping costs, for every shop: from the customer's kept quote, else from the shop's own rate provider.
public struct ShippingRates: Sendable {
    /// A shop's provider, made from its own keys; the database is the shop's.
    public typealias Providers = @Sendable (TenantDatabase) async throws -> any RateProvider

    private let provider: Providers

    public init(provider: @escaping Providers) { self.provider = provider }

    public init(secrets: ProviderSecrets, addresses: ProviderAddresses, transport: WebTransport) {
        self.init { database in
            guard let key = try await secrets.secret(.komerce, "shipping_cost_key", of: database.tenant),
                !key.isEmpty
            else { throw RateError.misconfigured("shipping_cost_key of komerce is missing") }
            return KomerceRates(
                key: key, baseURL: addresses.komerce ?? KomerceRates.productionURL, transport: transport,
                database: database)
        }
    }

    /// The customer's quote for exactly this parcel; asks the couriers when there is none or it is over.
    /// - Throws: ``RateError``, `DatabaseError`, and what reading the key throws.
    public func quote(for customer: CustomerID, _ parcel: Parcel, in database: TenantDatabase) async throws -> Quote {
        let basis = QuoteBasis(parcel)
        let quotes = QuoteRepository(database)
        if let kept = try await quotes.fresh(customer, basis) { return kept }
        let rates = try await provider(database).rates(for: parcel)
        return try await quotes.save(
            customer, basis, rates: rates, village: parcel.destination.villageCode, weight: parcel.weight)
    }
}
