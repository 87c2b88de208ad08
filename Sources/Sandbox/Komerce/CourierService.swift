/// One service of one courier: where it goes, what it asks, and how it words the days.
struct CourierService: Sendable {
    enum Days: Sendable {
        /// `2-3 day`
        case range
        /// `3 day`
        case most
        /// `2-3 hari`
        case indonesian
        /// Nothing at all.
        case silent
        /// `0-0 day`
        case zero
    }

    let name: String
    let description: String
    /// Of the route's rupiah a kilogram.
    var percent: Int64
    var leastKilograms: Int64 = 1
    /// For whole vehicles: priced as so many kilograms, whatever the weight.
    var fixedKilograms: Int64?
    var days = Days.range
    var bands: ClosedRange<Route.Band> = .city ... .edge
    /// In these bands the price comes as 0, as the real one does now and then.
    var isFreeFrom: Route.Band?

    func serves(_ route: Route) -> Bool { bands.contains(route.band) }

    /// Whole rupiah for the parcel; the price of a kilogram is rounded up to 500.
    func cost(on route: Route, grams: Int64) -> Int64 {
        if let isFreeFrom, route.band >= isFreeFrom { return 0 }
        let perKilogram = (route.rupiahPerKilogram * percent / 100 + 499) / 500 * 500
        let kilograms = fixedKilograms ?? max(leastKilograms, (grams + 999) / 1_000)
        return perKilogram * kilograms
    }

    func estimate(on route: Route) -> String {
        let (least, most) = route.days
        return switch days {
        case .range: "\(least)-\(most) day"
        case .most: "\(most) day"
        case .indonesian: "\(least)-\(most) hari"
        case .silent: ""
        case .zero: "0-0 day"
        }
    }
}
