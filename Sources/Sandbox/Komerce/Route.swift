/// From one district to another: how far, and over which borders.
struct Route: Sendable {
    enum Band: Int, Comparable, Sendable {
        /// Inside one city or regency.
        case city
        case near, region, island, far, across, remote, edge

        static func < (left: Band, right: Band) -> Bool { left.rawValue < right.rawValue }
    }

    let band: Band
    /// To or from Maluku and Papua, where not every courier goes.
    let isEastern: Bool

    init(from origin: PlaceBook.District, to destination: PlaceBook.District, in book: PlaceBook) {
        let kilometres = origin.point.kilometres(to: destination.point)
        band =
            if origin.city == destination.city {
                .city
            } else {
                switch kilometres {
                case ..<100: .near
                case ..<300: .region
                case ..<600: .island
                case ..<1_000: .far
                case ..<1_700: .across
                case ..<2_600: .remote
                default: .edge
                }
            }
        isEastern = [origin, destination].contains { district in
            let code = book.provinces[book.cities[district.city].province].code
            return code.hasPrefix("8") || code.hasPrefix("9")
        }
    }

    /// What a courier of the middle asks for a kilogram, in rupiah.
    var rupiahPerKilogram: Int64 {
        switch band {
        case .city: 8_000
        case .near: 10_000
        case .region: 13_000
        case .island: 18_000
        case .far: 22_000
        case .across: 36_000
        case .remote: 58_000
        case .edge: 92_000
        }
    }

    /// Days on the way, the least and the most.
    var days: (Int, Int) {
        switch band {
        case .city, .near: (1, 2)
        case .region: (1, 2)
        case .island, .far: (2, 3)
        case .across: (3, 4)
        case .remote: (3, 5)
        case .edge: (6, 11)
        }
    }
}
