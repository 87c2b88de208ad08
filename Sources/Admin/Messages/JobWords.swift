import Jobs
import Ordering

/// How the owner's pages speak of what goes out.
enum JobWords {
    static func state(_ state: JobState) -> String {
        switch state {
        case .pending: "Menunggu"
        case .sending: "Sedang dikirim"
        case .sent: "Terkirim"
        case .skipped: "Tidak perlu dikirim"
        case .parked: "Tertahan"
        case .dropped: "Dibuang"
        }
    }

    static func look(_ state: JobState) -> String {
        switch state {
        case .pending, .sending: "pending"
        case .sent: "completed"
        case .parked: "cancelled"
        case .skipped, .dropped: "off"
        }
    }

    /// `Kuitansi TK-7K2M9QXF ke siti@contoh.id`
    static func title(_ job: JobRecord, _ order: OrderBrief?) -> String {
        let what = name(job.kind)
        guard let order else { return what }
        switch job.lane {
        case JobLane.mail.rawValue where job.kind != "mail.waybill_wrong":
            return "\(what) \(order.code) ke \(order.customerEmail)"
        case JobLane.whatsapp.rawValue where job.kind.hasPrefix("customer."):
            return "\(what) \(order.code) ke \(order.customerName), \(order.phone)"
        default: return "\(what) \(order.code)"
        }
    }

    private static func name(_ kind: String) -> String {
        switch kind {
        case "mail.receipt": "Kuitansi"
        case "mail.shipped": "Surat pengiriman"
        case "mail.expired": "Surat pesanan kedaluwarsa"
        case "mail.refunded": "Surat pengembalian dana"
        case "mail.waybill_wrong": "Surat untuk Anda: nomor resi salah,"
        case "owner.new_order": "WhatsApp untuk Anda: pesanan baru"
        case "owner.paid": "WhatsApp untuk Anda: pesanan lunas"
        case "owner.low_stock": "WhatsApp untuk Anda: stok menipis"
        case "owner.waybill_wrong": "WhatsApp untuk Anda: nomor resi salah"
        case "customer.placed": "WhatsApp pesanan diterima"
        case "customer.paid": "WhatsApp pembayaran diterima"
        case "customer.shipped": "WhatsApp pesanan dikirim"
        case "customer.cancelled": "WhatsApp pesanan dibatalkan"
        case "Checkout Started": "Statistik mulai bayar"
        case "Order Completed": "Statistik penjualan"
        case "Order Cancelled": "Statistik pembatalan"
        case "Order Refunded": "Statistik pengembalian dana"
        default: kind
        }
    }

    /// The queue's own words in Indonesian; a provider's stand as they came.
    static func reason(_ reason: String) -> String {
        if let rest = reason.suffix(after: "may have been sent, and is not sent again: ") {
            return
                "Mungkin sudah terkirim, jadi tidak diulang sendiri (\(rest)). Tanyakan penerima sebelum mencoba lagi."
        }
        if let rest = reason.suffix(after: "given up after "), let mark = rest.firstRange(of: " attempts: ") {
            return "Sudah dicoba \(rest[..<mark.lowerBound]) kali: \(rest[mark.upperBound...])"
        }
        if let rest = reason.suffix(after: "too old: ") {
            return rest.isEmpty ? "Terlalu lama tertunda." : "Terlalu lama tertunda: \(rest)"
        }
        return reason
    }

    /// What WhatsApp told of the message after it took it.
    static func delivery(_ delivery: String) -> String {
        switch delivery {
        case "accepted": "diterima WhatsApp"
        case "sent": "terkirim ke ponsel"
        case "delivered": "sampai di ponsel"
        case "read": "sudah dibaca"
        case "failed": "gagal sampai"
        default: delivery
        }
    }
}

extension String {
    fileprivate func suffix(after prefix: String) -> Substring? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}
