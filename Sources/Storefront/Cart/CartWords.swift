import Ordering
import TokoCore

/// Why something cannot be bought as asked, for the customer.
enum CartWords {
    static func reason(_ error: QuantityError) -> String {
        switch error {
        case .notPositive: "Jumlah paling sedikit 1."
        case .notWhole: "Isi jumlah dengan angka bulat, misalnya 2."
        case .tooMany: "Jumlah paling banyak \(Quantity.most.groupedIndonesian)."
        }
    }

    static func reason(_ error: CartError) -> String {
        switch error {
        case .notSold: "Barang ini sudah tidak dijual."
        case .soldOut: "Stok barang ini habis."
        case .onlyLeft(let left, let inCart) where inCart > 0:
            "Stok tinggal \(left), dan \(inCart) sudah ada di keranjang Anda."
        case .onlyLeft(let left, _): "Stok tinggal \(left)."
        case .full: "Keranjang sudah penuh: paling banyak \(CartService.mostLines) macam barang."
        }
    }

    static func problem(_ problem: CartProblem) -> String {
        switch problem {
        case .notSold: "Sudah tidak dijual. Hapus dari keranjang untuk melanjutkan."
        case .soldOut: "Stok habis. Hapus dari keranjang untuk melanjutkan."
        case .onlyLeft(let left): "Stok tinggal \(left). Kurangi jumlahnya untuk melanjutkan."
        }
    }

    static func priceChange(from before: Money, to now: Money) -> String {
        now < before
            ? "Harga turun dari \(before.formatted) menjadi \(now.formatted)."
            : "Harga naik dari \(before.formatted) menjadi \(now.formatted)."
    }
}
