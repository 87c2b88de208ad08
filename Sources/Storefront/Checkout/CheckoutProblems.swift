import Ordering
import TokoCore

/// Why an order was not placed, where on the page that belongs.
struct CheckoutProblems {
    enum Place { case courier, channel, note, page }

    private(set) var byPlace: [Place: String] = [:]
    private(set) var summary = FormProblems()

    mutating func add(_ text: String, at place: Place) {
        byPlace[place] = text
        let fields: [Place: String] = [.courier: "kurir", .channel: "bayar", .note: "catatan"]
        summary.add(text, at: fields[place])
    }

    func text(_ place: Place) -> String { byPlace[place] ?? "" }

    init() {}

    /// What is missing before the server need be asked.
    init(_ typed: CheckoutTyped) {
        if typed.courier == nil { add("Pilih kurir.", at: .courier) }
        if typed.channel.isEmpty { add("Pilih cara bayar.", at: .channel) }
        if typed.note.count > 300 { add("Catatan paling panjang 300 karakter.", at: .note) }
    }

    /// - Returns: nil for what is told elsewhere: an empty cart, an order that exists already.
    init?(_ error: CheckoutError) {
        switch error {
        case .emptyCart, .cartNotReady, .alreadyPlaced: return nil
        case .noAddress: add("Pilih alamat pengiriman.", at: .page)
        case .quoteGone:
            add("Ongkos kirim baru saja diperbarui. Periksa totalnya, lalu tekan Buat pesanan lagi.", at: .courier)
        case .totalChanged(let total):
            add("Total berubah menjadi \(total.formatted). Periksa lagi, lalu tekan Buat pesanan.", at: .page)
        case .channelNotOffered:
            add("Cara bayar ini tidak dapat dipakai untuk total ini. Pilih yang lain.", at: .channel)
        case .notEnough(let shortages):
            for short in shortages {
                add(
                    short.left == 0
                        ? "\(short.name) keburu habis. Ubah keranjang Anda."
                        : "Stok \(short.name) tinggal \(short.left). Ubah keranjang Anda.", at: .page)
            }
        case .paymentRefused:
            add(
                "Penyedia pembayaran menolak cara bayar ini. Pesanan tidak dibuat, keranjang Anda tetap utuh. "
                    + "Pilih cara bayar lain.", at: .channel)
        case .paymentUnavailable:
            add(
                "Penyedia pembayaran sedang tidak dapat dihubungi. Pesanan tidak dibuat dan tidak ada yang ditagihkan. "
                    + "Coba lagi sebentar.", at: .channel)
        case .paymentNotSetUp:
            add("Toko ini belum dapat menerima pembayaran. Silakan hubungi penjual.", at: .channel)
        case .noteTooLong: add("Catatan paling panjang 300 karakter.", at: .note)
        }
    }
}
