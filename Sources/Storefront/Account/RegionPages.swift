import Hummingbird
import Tenancy
import Web

/// `/wilayah?induk=32.73` and `/wilayah?cari=menteng`: Indonesia's places as JSON.
struct RegionPages: Sendable {
    let regions: RegionRepository

    private struct Place: Encodable {
        let kode: String
        let nama: String
        let kodepos: String?
    }

    func list(request: Request, context: ShopContext) async throws -> Page {
        let query = Form.query(request)
        let places: [Place]
        if query.has("cari") {
            places = try await regions.search(query["cari"], limit: 20).map { place in
                Place(
                    kode: place.villageCode,
                    nama: "\(place.village), \(place.district), \(place.regency), \(place.province)",
                    kodepos: place.postalCode)
            }
        } else {
            let parent = query["induk"]
            places = try await regions.children(of: parent.isEmpty ? nil : parent).map {
                Place(kode: $0.code, nama: $0.name, kodepos: $0.postalCode)
            }
        }
        return try .json(places)
    }
}
