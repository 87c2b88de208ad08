import Accounts
import TokoCore
import Web

/// What somebody wanted when they were asked to sign in: `?kembali=/produk/x&varian=7&jumlah=2`.
struct SignInWish {
    /// A path on this shop.
    let returnTo: String
    var add: PendingAdd?

    init(returnTo: String) { self.returnTo = LocalPath(returnTo)?.text ?? "/" }

    init(_ query: Form) {
        self.init(returnTo: query["kembali"].isEmpty ? "/" : query["kembali"])
        guard let variant = VariantID(typed: query["varian"]), let pieces = Int64(query["jumlah"]),
            (1...Quantity.most).contains(pieces), let quantity = try? Quantity(pieces: pieces)
        else { return }
        add = PendingAdd(variant: variant, quantity: quantity)
    }

    var query: [(String, String)] {
        [("kembali", returnTo)]
            + (add.map { [("varian", "\($0.variant)"), ("jumlah", "\($0.quantity.pieces)")] } ?? [])
    }

    /// The product whose page a path is.
    static func product(_ path: String) -> Slug? {
        guard path.hasPrefix("/produk/") else { return nil }
        return Slug(path.dropFirst(8).prefix { $0 != "?" })
    }
}
