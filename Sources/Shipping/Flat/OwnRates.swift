import Tenancy
import TokoCore

/// What a shop offers without asking anybody.
enum OwnRates {
    /// The shop's flat rate for this way and weight, if it has one.
    static func flat(_ parcel: Parcel) -> ShippingRate? {
        let table = parcel.choices.flatRates
        guard table.isEnabled,
            let price = table.price(to: parcel.destination.villageCode, weight: parcel.weight)
        else { return nil }
        return ShippingRate(
            courierCode: CourierNames.flat.code, courierName: CourierNames.flat.name,
            service: String(price.zone.name.prefix(60)), description: "Tarif tetap toko", cost: price.cost,
            estimate: price.zone.estimate)
    }

    static func pickup(_ parcel: Parcel) -> ShippingRate? {
        let pickup = parcel.choices.pickup
        guard pickup.isEnabled else { return nil }
        let place = [pickup.address, pickup.hours].filter { !$0.isEmpty }.joined(separator: " · ")
        return ShippingRate(
            courierCode: CourierNames.pickup.code, courierName: CourierNames.pickup.name, service: "Ambil di toko",
            description: place, cost: .zero, estimate: "")
    }
}
