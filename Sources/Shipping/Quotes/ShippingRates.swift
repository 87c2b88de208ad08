public import FoundationEssentials
public import Postgres
public import Tenancy
public import TokoCore
public import WebClient

/// What shipping costs, for every shop: from the customer's kept quote, else from the shop's own rate provider and the
/// shop's own tariffs.
public struct ShippingRates: Sendable {
    /// A shop's provider, made from its own keys; the database is the shop's.
    public typealias Providers = @Sendable (TenantDatabase) async throws -> any RateProvider

    private let desk: RateDesk

    public init(provider: @escaping Providers) { desk = RateDesk(provider: provider) }

    public init(
        secrets: ProviderSecrets, addresses: ProviderAddresses, transport: WebTransport,
        clock: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.init { database in
            KomerceProducts(
                secrets: secrets, addresses: addresses, transport: transport, database: database, clock: clock)
        }
    }

    /// The customer's quote for exactly this parcel; asks the couriers when there is none, it is over, or it holds
    /// nothing but the shop's own tariffs, for by now they may answer.
    /// - Throws: ``RateError`` when there is nothing to choose from, `DatabaseError`, and what reading the key throws.
    public func quote(
        for customer: CustomerID, _ parcel: Parcel, in database: TenantDatabase, at now: Date = Date()
    ) async throws -> Quote {
        let basis = QuoteBasis(parcel)
        let quotes = QuoteRepository(database)
        if let kept = try await quotes.fresh(customer, basis), kept.rates.contains(where: { !$0.isOwn }) {
            return kept
        }
        let offer = try await offer(parcel, in: database, at: now)
        return try await quotes.save(
            customer, basis, rates: offer.rates, village: parcel.destination.villageCode, weight: parcel.weight,
            lasting: offer.isFresh ? QuoteRepository.life : QuoteRepository.shortLife, missing: offer.missing)
    }

    private struct Offer {
        var rates: [ShippingRate]
        var missing: RateError?
        var isFresh: Bool
    }

    private func offer(_ parcel: Parcel, in database: TenantDatabase, at now: Date) async throws -> Offer {
        let flat = OwnRates.flat(parcel)
        let pickup = OwnRates.pickup(parcel)
        var offer: Offer
        do {
            let rates = try await desk.rates(for: parcel, in: database, at: now)
            offer = Offer(rates: rates.list, missing: nil, isFresh: rates.isFresh)
            if parcel.choices.flatRates.when == .always, let flat { offer.rates.append(flat) }
        } catch let error as RateError {
            offer = Offer(rates: flat.map { [$0] } ?? [], missing: error, isFresh: false)
            if flat == nil, pickup == nil { throw error }
        }
        offer.rates = offer.rates.cheapestFirst
        // Last, though it costs nothing: who overlooks the choice wants the goods brought.
        if let pickup { offer.rates.append(pickup) }
        return offer
    }
}
