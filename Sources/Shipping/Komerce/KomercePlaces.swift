/// Finds a village among a product's places, and keeps what was found for ever.
struct KomercePlaces: Sendable {
    let repository: PlaceRepository

    /// The numbers of both ends of a way.
    /// - Parameter search: asks the product; nil when it does not know the place.
    /// - Throws: ``RateError/unknownOrigin(_:)``, ``RateError/unknownDestination``, and what `search` throws.
    func ends<Place: KomercePlace>(
        of parcel: Parcel, _ search: (ShippingPlace) async throws -> Place?
    ) async throws -> (origin: Place.Number, destination: Place.Number) {
        guard let start = parcel.origin else { throw RateError.misconfigured("the shop has no origin") }
        let known: [String: Place.Number] = try await repository.places(
            of: [start.villageCode, parcel.destination.villageCode])
        guard let origin = try await find(start, known, search) else {
            throw RateError.unknownOrigin(start.villageCode)
        }
        guard let destination = try await find(parcel.destination, known, search) else {
            throw RateError.unknownDestination
        }
        return (origin, destination)
    }

    private func find<Place: KomercePlace>(
        _ place: ShippingPlace, _ known: [String: Place.Number], _ search: (ShippingPlace) async throws -> Place?
    ) async throws -> Place.Number? {
        if let id = known[place.villageCode] { return id }
        guard let found = try await search(place) else { return nil }
        try await repository.learn(place.villageCode, is: found)
        return found.id
    }
}
