public import Postgres
import TokoCore
public import WebClient

/// RajaOngkir's "Shipping Cost" by Komerce (`rajaongkir.com/docs/shipping-cost`): every call is live, counts against
/// the shop's plan, and takes the provider's own numbers for places.
public struct KomerceRates: RateProvider {
    public static let productionURL = "https://rajaongkir.komerce.id/api/v1"
    static let pageSize = 100
    static let pages = 3

    private let client: KomerceClient
    private let places: KomercePlaces

    /// - Parameters:
    ///   - database: the shop's, where places that were found are kept for ever.
    ///   - budget: what the shop's plan allows; nil asks without counting.
    public init(
        key: String, baseURL: String, transport: WebTransport, database: TenantDatabase, budget: CallBudget? = nil
    ) {
        client = KomerceClient(
            key: key, baseURL: baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL, transport: transport,
            budget: budget)
        places = KomercePlaces(repository: PlaceRepository(database))
    }

    public func rates(for parcel: Parcel) async throws -> [ShippingRate] {
        let couriers = CourierNames.known(among: parcel.couriers)
        guard !couriers.isEmpty else { throw RateError.misconfigured("none of the shop's couriers is known") }
        let ends = try await places.ends(of: parcel, search)
        let rates = try await client.cost(
            from: ends.origin, to: ends.destination, weight: parcel.weight, couriers: couriers
        ).compactMap { $0.rate() }.offered(for: parcel, by: couriers)
        guard !rates.isEmpty else { throw RateError.noCourier }
        return rates
    }

    /// By village and district; then by district alone; then by postal code, which finds what is spelt differently;
    /// last the rest of a district whose name is common.
    private func search(_ place: ShippingPlace) async throws -> KomerceCostPlace? {
        let both = try await client.search("\(place.village) \(place.district)", limit: Self.pageSize, offset: 0)
        if let found = PlaceMatch.best(both, for: place) { return found }
        var rows = try await client.search(place.district, limit: Self.pageSize, offset: 0)
        if let found = PlaceMatch.best(rows, for: place) { return found }
        if !place.postalCode.isEmpty {
            let coded = try await client.search(place.postalCode, limit: Self.pageSize, offset: 0)
            if let found = PlaceMatch.byPostalCode(coded, for: place) { return found }
        }
        for page in 1..<Self.pages where rows.count == page * Self.pageSize {
            rows += try await client.search(place.district, limit: Self.pageSize, offset: page * Self.pageSize)
        }
        return PlaceMatch.best(rows, for: place)
    }
}
