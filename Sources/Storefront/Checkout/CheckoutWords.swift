import Ordering
import Payments
import TokoCore

/// What the checkout says of couriers and channels.
enum CheckoutWords {
    /// Why there is no courier to choose; empty when there is.
    static func problem(_ offer: ShippingOffer) -> String {
        switch offer {
        case .rates, .needsAddress: ""
        case .noCourier: "Belum ada kurir yang mengirim ke alamat ini. Coba alamat lain, atau hubungi penjual."
        case .unknownDestination: "Kurir tidak mengenali wilayah ini. Coba kelurahan terdekat, atau hubungi penjual."
        case .unavailable: "Ongkos kirim sedang tidak dapat dihitung. Keranjang Anda tetap tersimpan."
        case .notSetUp: "Toko ini belum mengatur pengiriman. Silakan hubungi penjual."
        }
    }

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
