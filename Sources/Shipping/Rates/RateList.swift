extension Sequence<ShippingRate> {
    /// What a shop offers of a provider's rows: its couriers, without the services it hides, cheapest first; of two rows
    /// for one service the cheaper, so that a service names one price.
    func offered(for parcel: Parcel, by couriers: [String]) -> [ShippingRate] {
        let hidden = HiddenServices(parcel.hiddenServices)
        var seen: Set<[String]> = []
        return filter { couriers.contains($0.courierCode) }
            .filter { !hidden.hides(courier: $0.courierCode, service: $0.service) }
            .cheapestFirst.filter { seen.insert([$0.courierCode, $0.service]).inserted }
    }

    var cheapestFirst: [ShippingRate] {
        sorted { ($0.cost, $0.courierName, $0.service) < ($1.cost, $1.courierName, $1.service) }
    }
}
