/// A spot on the map in hundredths of a degree: close enough to price a parcel.
struct Point: Sendable, Equatable {
    var latitude: Int
    var longitude: Int

    /// Moved a little to where the name's hash points, so that two towns of a province are not one spot.
    func shifted(by name: String, upTo most: Int) -> Point {
        let hash = Hash.of(name)
        let span = UInt64(2 * most + 1)
        return Point(
            latitude: latitude + Int(hash % span) - most, longitude: longitude + Int(hash / span % span) - most)
    }

    /// Whole kilometres. Indonesia lies on the equator, where a degree is about as wide as it is high.
    func kilometres(to other: Point) -> Int {
        let (north, east) = (latitude - other.latitude, longitude - other.longitude)
        return Int(Double(north * north + east * east).squareRoot() * 1.11)
    }
}

/// Where the provinces lie, by the government's codes.
enum Centroids {
    /// A city's spot: its province's middle, and some way off.
    static func point(ofCity code: String) -> Point {
        let province = String(code.prefix(2))
        let middle = provinces[province] ?? Point(latitude: -620, longitude: 10_680)
        let reach =
            switch province {
            case "31": 8
            case "34", "51", "36": 25
            case "19", "21", "52", "75", "76": 60
            default: 110
            }
        return middle.shifted(by: code, upTo: reach)
    }

    private static let provinces: [String: Point] = [
        "11": Point(latitude: 470, longitude: 9_675), "12": Point(latitude: 210, longitude: 9_955),
        "13": Point(latitude: -75, longitude: 10_080), "14": Point(latitude: 30, longitude: 10_170),
        "15": Point(latitude: -160, longitude: 10_360), "16": Point(latitude: -330, longitude: 10_390),
        "17": Point(latitude: -380, longitude: 10_225), "18": Point(latitude: -455, longitude: 10_540),
        "19": Point(latitude: -275, longitude: 10_645), "21": Point(latitude: 90, longitude: 10_445),
        "31": Point(latitude: -620, longitude: 10_683), "32": Point(latitude: -690, longitude: 10_760),
        "33": Point(latitude: -715, longitude: 11_015), "34": Point(latitude: -780, longitude: 11_037),
        "35": Point(latitude: -754, longitude: 11_223), "36": Point(latitude: -640, longitude: 10_606),
        "51": Point(latitude: -840, longitude: 11_518), "52": Point(latitude: -865, longitude: 11_736),
        "53": Point(latitude: -866, longitude: 12_108), "61": Point(latitude: 0, longitude: 11_100),
        "62": Point(latitude: -168, longitude: 11_338), "63": Point(latitude: -309, longitude: 11_528),
        "64": Point(latitude: 53, longitude: 11_642), "65": Point(latitude: 307, longitude: 11_604),
        "71": Point(latitude: 62, longitude: 12_397), "72": Point(latitude: -143, longitude: 12_144),
        "73": Point(latitude: -367, longitude: 11_997), "74": Point(latitude: -414, longitude: 12_217),
        "75": Point(latitude: 69, longitude: 12_245), "76": Point(latitude: -284, longitude: 11_923),
        "81": Point(latitude: -324, longitude: 13_014), "82": Point(latitude: 157, longitude: 12_780),
        "91": Point(latitude: -254, longitude: 14_070), "92": Point(latitude: -133, longitude: 13_317),
        "93": Point(latitude: -749, longitude: 13_980), "94": Point(latitude: -376, longitude: 13_650),
        "95": Point(latitude: -409, longitude: 13_895), "96": Point(latitude: -86, longitude: 13_125),
    ]
}
