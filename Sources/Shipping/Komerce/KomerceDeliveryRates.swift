public import Postgres
import TokoCore
public import WebClient

/// Komship's "Shipping Delivery" by Komerce (`rajaongkir.com/docs/delivery-order-api`). It quotes every courier it has, so
/// the shop's choice of couriers is applied to the answer.
public struct KomerceDeliveryRates: RateProvider {
    public static let productionURL = "https://api.collaborator.komerce.id"

    private let client: KomerceDeliveryClient
    private let places: KomercePlaces

    /// - Parameters:
    ///   - database: the shop's, where places that were found are kept for ever.
    ///   - budget: what the shop's plan allows; nil asks without counting.
    public init(
        key: String, baseURL: String, transport: WebTransport, database: TenantDatabase, budget: CallBudget? = nil
    ) {
        client = KomerceDeliveryClient(
            key: key, baseURL: baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL, transport: transport,
            budget: budget)
        places = KomercePlaces(repository: PlaceRepository(database))
    }

    public func rates(for parcel: Parcel) async throws -> [ShippingRate] {
        let couriers = CourierNames.known(among: parcel.couriers)
        guard !couriers.isEmpty else { throw RateError.misconfigured("none of the shop's couriers is known") }
        let ends = try await places.ends(of: parcel, search)
        let rates = try await client.cost(
            from: ends.origin, to: ends.destination, weight: parcel.weight, value: parcel.value
        ).compactMap { $0.rate() }.offered(for: parcel, by: couriers)
        guard !rates.isEmpty else { throw RateError.noCourier }
        return rates
    }

    /// By postal code, whose first row may lie in another province; then by village, then by district.
    private func search(_ place: ShippingPlace) async throws -> KomerceDeliveryPlace? {
        if !place.postalCode.isEmpty {
            let coded = try await client.search(place.postalCode)
            if let found = PlaceMatch.byPostalCode(coded, for: place) { return found }
        }
        if let found = PlaceMatch.best(try await client.search(place.village), for: place) { return found }
        return PlaceMatch.best(try await client.search(place.district), for: place)
    }
}
