/// Names of places as two registers spell them: `Kota Administrasi Jakarta Pusat` is `JAKARTA PUSAT` to Komerce,
/// `Daerah Istimewa Yogyakarta` is `DI YOGYAKARTA`.
enum PlaceName {
    enum Kind { case city, regency }

    /// Capital letters and digits, nothing else: `Rejosari (Timur)` is `REJOSARI`, `Pangkal Pinang` `PANGKALPINANG`.
    static func plain(_ name: String) -> String {
        let outside = name.prefix { $0 != "(" }
        return outside.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }

    /// A city's or regency's bare name, and which of the two it says it is.
    static func regency(_ name: String) -> (plain: String, kind: Kind?) {
        let upper = name.uppercased()
        for (prefix, kind) in prefixes where upper.hasPrefix(prefix) {
            let bare = plain(String(upper.dropFirst(prefix.count)))
            // "KOTA" alone, or "KAB." of nothing, is no name.
            if !bare.isEmpty { return (bare, kind) }
        }
        return (plain(name), nil)
    }

    /// Whether a search row's city can be the regency we mean. The provider leaves out what kind it is.
    static func sameRegency(_ ours: String, _ theirs: String) -> Bool {
        let left = regency(ours)
        // KOTA BARU is how Kabupaten Kotabaru may be spelt.
        if left.plain == plain(theirs) { return true }
        let right = regency(theirs)
        if let leftKind = left.kind, let rightKind = right.kind, leftKind != rightKind { return false }
        return left.plain == right.plain
    }

    static func sameProvince(_ ours: String, _ theirs: String) -> Bool { province(ours) == province(theirs) }

    private static func province(_ name: String) -> String {
        let bare = plain(name)
        return otherNames[bare] ?? bare
    }

    private static let prefixes: [(String, Kind)] = [
        ("KABUPATEN ADMINISTRASI ", .regency), ("KABUPATEN ADM. ", .regency), ("KABUPATEN ", .regency),
        ("KAB. ADM. ", .regency), ("KAB. ", .regency), ("KAB ", .regency), ("KOTA ADMINISTRASI ", .city),
        ("KOTA ADM. ", .city), ("KOTA ", .city),
    ]

    private static let otherNames = [
        "DAERAHISTIMEWAYOGYAKARTA": "DIYOGYAKARTA", "YOGYAKARTA": "DIYOGYAKARTA",
        "DAERAHKHUSUSIBUKOTAJAKARTA": "DKIJAKARTA", "DAERAHKHUSUSJAKARTA": "DKIJAKARTA", "JAKARTA": "DKIJAKARTA",
        "KEPULAUANBANGKABELITUNG": "BANGKABELITUNG", "NANGGROEACEHDARUSSALAM": "ACEH",
    ]
}
