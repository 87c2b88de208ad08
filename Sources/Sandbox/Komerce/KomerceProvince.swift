/// A row of Komerce's province list.
struct KomerceProvince: Sendable {
    let id: Int64
    let name: String
    /// Indexes into ``PlaceBook/cities``.
    let cities: [Int]

    /// Numbered from 1 in an order of their own. Cities of the provinces made in 2022 are still where they were,
    /// and West Nusa Tenggara comes twice.
    static func all(in book: PlaceBook) -> [KomerceProvince] {
        var names: [String] = []
        var cities: [String: [Int]] = [:]
        for province in book.provinces {
            if cities[province.name] == nil { names.append(province.name) }
            cities[province.name, default: []] += province.cities
        }
        names.sort { Hash.of($0) < Hash.of($1) }
        if let index = names.firstIndex(of: "NUSA TENGGARA BARAT (NTB)") {
            names.insert("NUSA TENGGARA BARAT", at: index + 1)
            cities["NUSA TENGGARA BARAT"] = cities["NUSA TENGGARA BARAT (NTB)"]
        }
        return names.enumerated().map {
            KomerceProvince(id: Int64($0.offset) + 1, name: $0.element, cities: cities[$0.element] ?? [])
        }
    }
}
