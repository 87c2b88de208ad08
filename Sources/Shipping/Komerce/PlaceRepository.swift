import Postgres

/// What a shop has learnt of a provider's places: kept for ever, for each product by itself. All of it throws
/// `DatabaseError`.
struct PlaceRepository: Sendable {
    private let database: TenantDatabase

    init(_ database: TenantDatabase) { self.database = database }

    /// The known ones among the villages.
    func places<Number: KomercePlaceNumber>(of villages: [String]) async throws -> [String: Number] {
        let rows = try await database.query(PlaceSQL.known, .text(Number.space), .texts(villages))
        var places: [String: Number] = [:]
        for row in rows { places[try row.text("village_code")] = Number(number: try row.int("place_id")) }
        return places
    }

    /// Does not touch what is known already: somebody may have corrected it by hand.
    func learn<Place: KomercePlace>(_ village: String, is place: Place) async throws {
        try await database.query(
            PlaceSQL.learn, .text(Place.Number.space), .text(village), .int(place.id.number), .text(place.label))
    }
}

enum PlaceSQL {
    /// $1 product, $2 village codes -> village_code, place_id
    static let known = SQL(
        "courier_place.known",
        "SELECT village_code, place_id FROM {courier_place} WHERE product = $1 AND village_code = ANY($2)")

    /// $1 product, $2 village code, $3 place, $4 label
    static let learn = SQL(
        "courier_place.learn",
        """
        INSERT INTO {courier_place} (product, village_code, place_id, label) VALUES ($1, $2, $3, $4)
        ON CONFLICT (product, village_code) DO NOTHING
        """)
}
