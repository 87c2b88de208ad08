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
    private let places: PlaceRepository

    /// - Parameter database: the shop's, where places that were found are kept for ever.
    public init(key: String, baseURL: String, transport: WebTransport, database: TenantDatabase) {
        client = KomerceClient(
            key: key, baseURL: baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL, transport: transport)
        places = PlaceRepository(database)
    }

    public func rates(for parcel: Parcel) async throws -> [ShippingRate] {
        let couriers = CourierNames.known(among: parcel.couriers)
        guard !couriers.isEmpty else { throw RateError.misconfigured("none of the shop's couriers is known") }
        let known = try await places.places(of: [parcel.origin.villageCode, parcel.destination.villageCode])
        guard let origin = try await find(parcel.origin, known) else {
            throw RateError.misconfigured("Komerce does not know the shop's origin \(parcel.origin.villageCode)")
        }
        guard let destination = try await find(parcel.destination, known) else { throw RateError.unknownDestination }
        let hidden = HiddenServices(parcel.hiddenServices)
        let rates = try await client.cost(from: origin, to: destination, weight: parcel.weight, couriers: couriers)
            .compactMap { $0.rate() }
            .filter { couriers.contains($0.courierCode) }
            .filter { !hidden.hides(courier: $0.courierCode, service: $0.service) }
        guard !rates.isEmpty else { throw RateError.noCourier }
        return Self.arranged(rates)
    }

    /// Cheapest first; of two rows for one service the cheaper, so that a service names one price.
    private static func arranged(_ rates: [ShippingRate]) -> [ShippingRate] {
        var seen: Set<[String]> = []
        return rates.sorted { left, right in
            (left.cost, left.courierName, left.service) < (right.cost, right.courierName, right.service)
        }.filter { seen.insert([$0.courierCode, $0.service]).inserted }
    }

    private func find(
        _ place: ShippingPlace, _ known: [String: KomerceCostPlaceID]
    ) async throws -> KomerceCostPlaceID? {
        if let id = known[place.villageCode] { return id }
        guard let found = try await search(place) else { return nil }
        try await places.learn(place.villageCode, is: found)
        return found.id
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
