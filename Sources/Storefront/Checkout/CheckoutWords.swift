import Ordering
import Payments
import Shipping
import TokoCore

/// What the checkout says of couriers and channels.
enum CheckoutWords {
    /// Why there is no courier to choose, and what to do about it; empty when there is one.
    static func problem(_ offer: ShippingOffer) -> String {
        switch offer {
        case .rates, .needsAddress: ""
        case .nothing(let gap): "\(reason(gap)) \(advice(gap))"
        // A shop that works without couriers owes nobody an apology.
        case .ownRates(_, insteadOf: .notSetUp): ""
        case .ownRates(let rates, insteadOf: let gap): "\(reason(gap)) \(instead(rates))"
        }
    }

    private static func reason(_ gap: ShippingGap) -> String {
        switch gap {
        case .noCourier: "Belum ada kurir yang mengirim ke alamat ini."
        case .unknownDestination: "Kurir tidak mengenali wilayah ini."
        case .usedUp: "Kurir tidak dapat ditanyai lagi hari ini karena jatah hitung ongkos kirim toko ini habis."
        case .unavailable: "Ongkos kirim kurir sedang tidak dapat dihitung."
        case .notSetUp: "Toko ini belum mengatur pengiriman."
        }
    }

    private static func advice(_ gap: ShippingGap) -> String {
        switch gap {
        case .noCourier: "Pilih alamat lain, atau hubungi penjual."
        case .unknownDestination: "Periksa kelurahan dan kode posnya, pilih alamat lain, atau hubungi penjual."
        case .usedUp: "Keranjang Anda tetap tersimpan: lanjutkan besok, atau hubungi penjual."
        case .unavailable: "Keranjang Anda tetap tersimpan: coba lagi beberapa menit lagi."
        case .notSetUp: "Silakan hubungi penjual."
        }
    }

    private static func instead(_ rates: [ShippingRate]) -> String {
        rates.allSatisfy(\.isPickup)
            ? "Untuk saat ini pesanan dapat diambil di toko." : "Pilih pengiriman dari toko di bawah ini."
    }

    /// How a rate is called: `JNE REG`, `Kurir toko: Jawa`, `Ambil di toko`.
    static func name(_ rate: ShippingRate) -> String {
        if rate.isPickup { return rate.service }
        return rate.isOwn ? "\(rate.courierName): \(rate.service)" : "\(rate.courierName) \(rate.service)"
    }

    static func detail(_ rate: ShippingRate) -> String {
        if rate.isPickup {
            let place = rate.description.isEmpty ? "" : "\(rate.description). "
            return "\(place)Alamat Anda tidak dipakai untuk pengiriman."
        }
        // Some couriers describe a service by its own name or by a bare number.
        let isTelling = rate.description != rate.service && !rate.description.allSatisfy(\.isNumber)
        return [isTelling ? rate.description : "", rate.estimate].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    static func cost(_ rate: ShippingRate) -> String { rate.cost == .zero ? "Gratis" : rate.cost.formatted }

    static func problem(_ offer: PaymentOffer) -> String {
        switch offer {
        case .channels(let channels): channels.isEmpty ? "Toko ini belum menyediakan cara bayar." : ""
        case .unavailable: "Cara bayar sedang tidak dapat dimuat. Keranjang Anda tetap tersimpan."
        case .notSetUp: "Toko ini belum dapat menerima pembayaran. Silakan hubungi penjual."
        }
    }

    static func fee(_ channel: PaymentChannel, on total: Money) -> String {
        do throws(MoneyError) {
            let fee = try channel.feeCustomer(on: total)
            return fee > .zero ? "Biaya \(fee.formatted)" : "Tanpa biaya tambahan"
        } catch {
            return ""
        }
    }

    /// Why the channel does not take this total; empty when it does.
    static func limit(_ channel: PaymentChannel, _ total: Money) -> String {
        if let minimum = channel.minimum, total < minimum { return "Minimal \(minimum.formatted)" }
        if let maximum = channel.maximum, total > maximum { return "Maksimal \(maximum.formatted)" }
        return ""
    }
}
