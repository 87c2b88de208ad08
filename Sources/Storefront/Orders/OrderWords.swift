import Ordering
import Payments

/// An order's states and events as customers read them.
enum OrderWords {
    static func name(_ state: OrderState) -> String {
        switch state {
        case .pending: "Menunggu pembayaran"
        case .paid: "Sudah dibayar"
        case .processing: "Sedang disiapkan"
        case .shipped: "Dalam pengiriman"
        case .delivered: "Sudah sampai"
        case .completed: "Selesai"
        case .expired: "Waktu bayar habis"
        case .cancelled: "Dibatalkan"
        case .refunded: "Dana dikembalikan"
        }
    }

    /// The colour that the theme gives it: wait, good, move, bad.
    static func tone(_ state: OrderState) -> String {
        switch state {
        case .pending: "wait"
        case .paid, .delivered, .completed: "good"
        case .processing, .shipped: "move"
        case .expired, .cancelled, .refunded: "bad"
        }
    }

    static func attention(_ attention: OrderAttention) -> String {
        switch attention {
        case .paidLate:
            "Pembayaran Anda kami terima setelah batas waktu. Penjual sedang memeriksanya dan akan menghubungi Anda."
        case .paidTwice: "Pembayaran kami terima lebih dari sekali. Penjual akan mengembalikan kelebihannya."
        case .amountDiffers: "Jumlah yang dibayar berbeda dari tagihan. Penjual sedang memeriksanya."
        case .paidWithoutStock:
            "Pembayaran Anda kami terima, tetapi ada barang yang keburu habis. Penjual akan menghubungi Anda."
        case .waybillUnknown: "Nomor resi pesanan ini sedang diperiksa penjual."
        case .parcelTrouble: "Ada kendala dengan paket Anda di kurir. Penjual sedang memeriksanya."
        }
    }

    /// What an event says; nil for those that only the shop needs.
    static func event(_ event: OrderEvent) -> String? {
        if event.from == event.to {
            return event.reason == "waybill_corrected" ? "Nomor resi diperbaiki" : nil
        }
        guard event.from != nil else { return "Pesanan dibuat" }
        switch event.to {
        case .pending: return "Pesanan dibuat"
        case .paid: return "Pembayaran diterima"
        case .processing: return "Pesanan disiapkan penjual"
        case .shipped: return "Pesanan diserahkan ke kurir"
        case .delivered: return "Pesanan sampai"
        case .completed: return "Pesanan selesai"
        case .expired: return "Batas waktu bayar lewat, pesanan ditutup"
        case .cancelled: return event.actor.hasPrefix("customer:") ? "Anda membatalkan pesanan" : "Pesanan dibatalkan"
        case .refunded: return "Dana dikembalikan"
        }
    }

    /// The stations of an order that goes its way.
    static let stations: [(name: String, reached: Set<OrderState>)] = [
        ("Dipesan", [.pending, .paid, .processing, .shipped, .delivered, .completed]),
        ("Dibayar", [.paid, .processing, .shipped, .delivered, .completed]),
        ("Disiapkan", [.processing, .shipped, .delivered, .completed]),
        ("Dikirim", [.shipped, .delivered, .completed]),
        ("Sampai", [.delivered, .completed]),
    ]

    /// What the number of a channel is called.
    static func codeName(_ channel: String) -> String {
        switch channel {
        case "ALFAMART", "ALFAMIDI", "INDOMARET": "Kode bayar di kasir"
        case _ where channel.hasSuffix("VA"): "Nomor Virtual Account"
        default: "Kode bayar"
        }
    }
}
