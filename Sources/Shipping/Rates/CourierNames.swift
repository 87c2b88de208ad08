/// The couriers that can be asked, by code: `rajaongkir.com/docs/shipping-cost`, list of couriers for domestic cost.
public enum CourierNames {
    /// In the order an owner picks from.
    public static let all: [(code: String, name: String)] = [
        ("jne", "JNE"), ("sicepat", "SiCepat"), ("jnt", "J&T Express"), ("pos", "Pos Indonesia"), ("tiki", "TIKI"),
        ("anteraja", "AnterAja"), ("ninja", "Ninja Xpress"), ("ide", "ID Express"), ("sap", "SAP Express"),
        ("lion", "Lion Parcel"), ("wahana", "Wahana"), ("ncs", "NCS"), ("rex", "REX"), ("rpx", "RPX"),
        ("sentral", "Sentral Cargo"), ("star", "Star Cargo"), ("dse", "21 Express"),
    ]

    /// The shop's own delivery at its own prices, and goods fetched at the shop: chosen like a courier, and nobody is asked.
    static let flat = (code: "toko", name: "Kurir toko")
    static let pickup = (code: "ambil", name: "Ambil sendiri")

    private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0.name) })

    /// For pages; nil for a code that cannot be asked.
    public static func name(of code: String) -> String? { byCode[code] }

    /// The known ones among the codes, each once, in their order; all when there is none.
    static func known(among codes: [String]) -> [String] {
        guard !codes.isEmpty else { return all.map(\.code) }
        var seen: Set<String> = []
        return codes.map { $0.lowercased() }.filter { byCode[$0] != nil && seen.insert($0).inserted }
    }
}
