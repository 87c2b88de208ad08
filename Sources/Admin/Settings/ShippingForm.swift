import Shipping
import Tenancy
import TokoCore
import Web

/// How the shop ships, as it stands in the form.
struct ShippingForm {
    var product: String
    var callsPerDay: String
    var couriers: Set<String>
    var trackingSource: String
    var completeAfterDays: String
    var offersPickup: Bool
    var pickupAddress: String
    var pickupHours: String
    var flat: FlatRateForm
    /// By field.
    var problems: [String: String] = [:]

    init(_ settings: ShopSettings, _ places: PlaceList) {
        product = settings.rates.product.rawValue
        callsPerDay = settings.rates.callsPerDay.groupedIndonesian
        couriers = Set(settings.couriers.isEmpty ? CourierNames.all.map(\.code) : settings.couriers)
        trackingSource = settings.trackingSource.rawValue
        completeAfterDays = String(settings.completeAfterDays)
        offersPickup = settings.rates.pickup.isEnabled
        pickupAddress = settings.rates.pickup.address
        pickupHours = settings.rates.pickup.hours
        flat = FlatRateForm(settings.rates.flatRates, places)
    }

    init(_ form: Form) {
        product = form["produk"]
        callsPerDay = form["jatah"]
        couriers = Set(form.fields.filter { $0.name == "kurir" }.map(\.value))
        trackingSource = form["lacak"]
        completeAfterDays = form["selesai_hari"]
        offersPickup = form["ambil"] == "ya"
        pickupAddress = form["ambil_alamat"]
        pickupHours = form["ambil_jam"]
        flat = FlatRateForm(form)
    }

    /// The settings with what the form says; nil when it says something wrong, which is then among the problems.
    mutating func applied(to settings: ShopSettings, _ places: PlaceList) -> ShopSettings? {
        problems = [:]
        var settings = settings
        if let product = RateProduct(rawValue: product) {
            settings.rates.product = product
        } else {
            problems["produk"] = "Pilih salah satu produk."
        }
        if let calls = RupiahText.money(callsPerDay)?.rupiah, RateChoices.callsPerDayRange.contains(calls) {
            settings.rates.callsPerDay = calls
        } else {
            problems["jatah"] = "Isi dengan angka 1 sampai 1.000.000; paket gratis 100."
        }
        if let source = TrackingSource(rawValue: trackingSource) {
            settings.trackingSource = source
        } else {
            problems["lacak"] = "Pilih salah satu."
        }
        if let days = Int64(completeAfterDays), (0...60).contains(days) {
            settings.completeAfterDays = days
        } else {
            problems["selesai_hari"] = "Isi dengan angka 0 sampai 60."
        }
        applyCouriers(to: &settings)
        applyPickup(to: &settings)
        if let table = flat.read(places) { settings.rates.flatRates = table }
        return problems.isEmpty && flat.problems.isEmpty ? settings : nil
    }

    /// All of them is the same as no choice: a courier that is added later is then shown too. Those chosen before keep
    /// their order.
    private mutating func applyCouriers(to settings: inout ShopSettings) {
        let all = CourierNames.all.map(\.code)
        let chosen = all.filter(couriers.contains)
        if chosen.isEmpty {
            problems["kurir"] = "Pilih paling sedikit satu kurir."
        } else if chosen.count == all.count, settings.couriers.count != all.count {
            settings.couriers = []
        } else {
            let before = settings.couriers.filter(chosen.contains)
            settings.couriers = before + chosen.filter { !before.contains($0) }
        }
    }

    private mutating func applyPickup(to settings: inout ShopSettings) {
        if offersPickup, pickupAddress.isEmpty { problems["ambil_alamat"] = "Isi alamat tempat pembeli mengambil." }
        if pickupAddress.count > 300 { problems["ambil_alamat"] = "Paling panjang 300 karakter." }
        if pickupHours.count > 100 { problems["ambil_jam"] = "Paling panjang 100 karakter." }
        settings.rates.pickup = Pickup(isEnabled: offersPickup, address: pickupAddress, hours: pickupHours)
    }
}
