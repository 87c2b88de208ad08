/// Every place of Indonesia as Komerce names and numbers it.
///
/// Upper-case names with spellings of its own, rows that name no village, no trace of the four provinces made in
/// 2022, and two kinds of numbers whose ranges overlap: one for places, one for districts.
struct PlaceBook: Sendable {
    struct Province: Sendable {
        let code: String
        let name: String
        let cities: Range<Int>
    }

    struct City: Sendable {
        let code: String
        let name: String
        let province: Int
        let districts: Range<Int>
        let point: Point
        /// In the number space of districts: the city's own row stands before its districts.
        let number: Int64
    }

    struct District: Sendable {
        let name: String
        let city: Int
        let places: Range<Int>
        let point: Point
        let number: Int64
    }

    struct Place: Sendable {
        /// `-` where a row stands for a whole district.
        let name: String
        let district: Int
        /// `0` where Komerce has none.
        let zip: String
    }

    static let firstPlaceNumber: Int64 = 1_000

    let provinces: [Province]
    let cities: [City]
    let districts: [District]
    let places: [Place]
    private let placeText: TextTable
    private let districtText: TextTable
    private let cityText: TextTable
    private let provinceText: TextTable

    init(_ regions: RegionList) {
        var build = PlaceBookBuilder()
        for region in regions.rows { build.add(region) }
        build.finish()
        provinces = build.provinces
        cities = build.cities
        districts = build.districts
        places = build.places
        placeText = TextTable(places.map { "\($0.name) \($0.zip)" })
        districtText = TextTable(districts.map(\.name))
        cityText = TextTable(cities.map(\.name))
        provinceText = TextTable(provinces.map(\.name))
    }

    func place(_ number: Int64) -> Place? {
        let index = number - Self.firstPlaceNumber
        return index >= 0 && index < Int64(places.count) ? places[Int(index)] : nil
    }

    func district(_ number: Int64) -> District? { districts.first { $0.number == number } }

    func label(_ place: Place) -> String {
        let district = districts[place.district]
        let city = cities[district.city]
        return "\(place.name), \(district.name), \(city.name), \(provinces[city.province].name), \(place.zip)"
    }

    /// Indexes of the places whose labels hold every word of the text as a fragment, in order.
    func search(_ text: String, limit: Int, offset: Int) -> [Int] {
        let words = text.uppercased().split { !$0.isLetter && !$0.isNumber }.map { Array($0.utf8) }
        guard !words.isEmpty, limit > 0 else { return [] }
        let hits = words.map(hits)
        var found: [Int] = []
        for (index, district) in districts.enumerated() {
            let missing = hits.filter { !$0.wholeDistricts[index] }
            if missing.isEmpty {
                found += district.places
            } else {
                var places = missing[0].places[index] ?? []
                for other in missing.dropFirst() {
                    let allowed = Set(other.places[index] ?? [])
                    places = places.filter(allowed.contains)
                }
                found += places
            }
            if found.count >= offset + limit { break }
        }
        return Array(found.dropFirst(offset).prefix(limit))
    }

    private func hits(_ word: [UInt8]) -> (wholeDistricts: [Bool], places: [Int: [Int]]) {
        var whole = [Bool](repeating: false, count: districts.count)
        for province in provinceText.lines(holding: word) {
            for city in provinces[province].cities { for index in cities[city].districts { whole[index] = true } }
        }
        for city in cityText.lines(holding: word) { for index in cities[city].districts { whole[index] = true } }
        for index in districtText.lines(holding: word) { whole[index] = true }
        return (whole, Dictionary(grouping: placeText.lines(holding: word)) { places[$0].district })
    }
}

/// Many short texts in one array of bytes, to be looked through from end to end.
struct TextTable: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    init(_ lines: [String]) {
        for line in lines {
            bytes += line.utf8
            bytes.append(0x0a)
            ends.append(bytes.count)
        }
    }

    /// Numbers of the lines that hold the fragment, ascending.
    func lines(holding fragment: [UInt8]) -> [Int] {
        guard let first = fragment.first else { return [] }
        var found: [Int] = []
        var line = 0
        var index = 0
        while index + fragment.count <= bytes.count {
            if bytes[index] == first, matches(fragment, at: index) {
                while ends[line] <= index { line += 1 }
                found.append(line)
                index = ends[line]
            } else {
                index += 1
            }
        }
        return found
    }

    private func matches(_ fragment: [UInt8], at start: Int) -> Bool {
        for offset in 1..<max(1, fragment.count) where bytes[start + offset] != fragment[offset] { return false }
        return true
    }
}
