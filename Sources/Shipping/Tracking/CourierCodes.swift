public import Tenancy

/// A courier's name at those who track: `docs.binderbyte.com/api/cek-resi`, `rajaongkir.com/docs`, list of couriers.
public enum CourierCodes {
    /// Our code, in small letters, to BinderByte's.
    private static let binderByte: [String: String] = {
        let same = [
            "jne", "pos", "jnt", "jnt_cargo", "sicepat", "tiki", "anteraja", "wahana", "ninja", "lion", "pcp", "jet",
            "rex", "first", "ide", "spx", "kgx", "sap", "rpx", "lex", "indah_cargo", "dakota", "kurir_tokopedia",
        ]
        return Dictionary(uniqueKeysWithValues: same.map { ($0, $0) } + [("idexpress", "ide")])
    }()

    /// Those whose tracking by Komerce is sure. A courier that it may not know would make every number look wrong.
    private static let komerce: Set<String> = ["jne", "jnt", "sap", "ninja", "tiki", "wahana", "pos", "lion"]

    /// Couriers that are the shop itself: no number, no tracking.
    private static let own: Set<String> = ["toko", "ambil"]

    /// Nil where the source cannot track it: GoSend, Grab, NCS, Sentral, Star, 21 Express, the shop's own.
    public static func code(of courier: String, at source: TrackingSource) -> String? {
        let courier = courier.lowercased()
        switch source {
        case .binderbyte: return binderByte[courier]
        case .komerce: return komerce.contains(courier) ? courier : nil
        }
    }

    /// Whether anybody can be asked.
    public static func isTrackable(_ courier: String) -> Bool {
        TrackingSource.allCases.contains { code(of: courier, at: $0) != nil }
    }

    public static func isOwn(_ courier: String) -> Bool { own.contains(courier.lowercased()) }
}
