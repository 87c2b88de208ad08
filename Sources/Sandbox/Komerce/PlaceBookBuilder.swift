/// Makes Komerce's places out of the government's regions, in the order of their codes.
struct PlaceBookBuilder {
    private(set) var provinces: [PlaceBook.Province] = []
    private(set) var cities: [PlaceBook.City] = []
    private(set) var districts: [PlaceBook.District] = []
    private(set) var places: [PlaceBook.Place] = []

    private var nextNumber: Int64 = 1
    private var province: (code: String, name: String, start: Int)?
    private var city: (code: String, name: String, start: Int, point: Point, number: Int64)?
    private var district: (code: String, name: String, start: Int)?

    /// Rows come sorted by code, so a parent stands before its children.
    mutating func add(_ region: RegionList.Row) {
        switch region.level {
        case .province:
            finishProvince()
            province = (region.code, Self.provinceName(region), cities.count)
        case .city:
            finishCity()
            let point = Centroids.point(ofCity: region.code)
            city = (region.code, Self.cityName(region.name), districts.count, point, nextNumber)
            nextNumber += 1
        case .district:
            finishDistrict()
            district = (region.code, Self.spelling(region), places.count)
        case .village:
            guard let district else { return }
            if places.count == district.start, Hash.of(district.code) % 3 == 0 {
                let zip = Hash.of(district.code) % 9 == 0 ? "0" : region.zip
                places.append(.init(name: "-", district: districts.count, zip: zip))
            }
            places.append(.init(name: Self.spelling(region), district: districts.count, zip: region.zip))
        }
    }

    mutating func finish() { finishProvince() }

    private mutating func finishDistrict() {
        guard let done = district, let city else { return }
        district = nil
        districts.append(
            .init(
                name: done.name, city: cities.count, places: done.start..<places.count,
                point: city.point.shifted(by: done.code, upTo: 8), number: nextNumber))
        nextNumber += 1
    }

    private mutating func finishCity() {
        finishDistrict()
        guard let done = city else { return }
        city = nil
        cities.append(
            .init(
                code: done.code, name: done.name, province: provinces.count, districts: done.start..<districts.count,
                point: done.point, number: done.number))
    }

    private mutating func finishProvince() {
        finishCity()
        guard let done = province else { return }
        province = nil
        provinces.append(.init(code: done.code, name: done.name, cities: done.start..<cities.count))
    }

    // MARK: Komerce's spellings

    private static func provinceName(_ region: RegionList.Row) -> String {
        switch region.code {
        case "11": "NANGGROE ACEH DARUSSALAM (NAD)"
        case "19": "BANGKA BELITUNG"
        case "31": "DKI JAKARTA"
        case "34": "DI YOGYAKARTA"
        case "52": "NUSA TENGGARA BARAT (NTB)"
        case "53": "NUSA TENGGARA TIMUR (NTT)"
        case "93", "94", "95": "PAPUA"
        case "96": "PAPUA BARAT"
        default: region.name.uppercased()
        }
    }

    private static func cityName(_ name: String) -> String {
        let prefixes = ["KABUPATEN ADMINISTRASI ", "KOTA ADMINISTRASI ", "KABUPATEN ", "KOTA "]
        let upper = name.uppercased()
        return prefixes.first(where: upper.hasPrefix).map { String(upper.dropFirst($0.count)) } ?? upper
    }

    /// One name in sixty is written as one word, and one district in two.
    private static func spelling(_ region: RegionList.Row) -> String {
        let name = region.name.uppercased()
        if name == "ASTANAANYAR" { return "ASTANA ANYAR" }
        let isJoined = region.level == .village && Hash.of(region.code) % 60 == 0
        return isJoined ? name.replacing(" ", with: "") : name
    }
}

/// FNV-1a: the same everywhere and at each start, unlike Swift's own hashes.
enum Hash {
    static func of(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash >> 8
    }
}
