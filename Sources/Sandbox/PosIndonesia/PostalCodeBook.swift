/// The villages as Pos Indonesia writes them.
struct PostalCodeBook: Sendable {
    struct Place: Sendable {
        let code: String
        let village: String
        let district: String
        let regency: String
        let province: String
    }

    /// As many rows as one page of the real one was seen to have.
    static let mostRows = 312

    private let places: [Place]
    private let text: TextTable

    init(_ regions: RegionList) {
        var (province, regency, district) = ("", "", "")
        var places: [Place] = []
        for row in regions.rows {
            switch row.level {
            case .province: province = row.name.uppercased()
            case .city: regency = Self.regency(row.name)
            case .district: district = row.name
            case .village:
                guard let code = Self.code(of: row) else { continue }
                places.append(
                    Place(code: code, village: row.name, district: district, regency: regency, province: province))
            }
        }
        self.places = places
        text = TextTable(places.map { "\($0.village.uppercased()) \($0.code)" })
    }

    /// Places of all Indonesia whose name or code holds the text.
    func search(_ wanted: String) -> [Place] {
        let fragment = wanted.uppercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !fragment.isEmpty else { return [] }
        return text.lines(holding: Array(fragment.utf8)).prefix(Self.mostRows).map { places[$0] }
    }

    /// Some codes differ from the offline list's, as the real ones do.
    private static func code(of row: RegionList.Row) -> String? {
        guard let number = Int(row.zip), number >= 10_000 else { return nil }
        return String(Hash.of(row.code) % 7 == 0 && number < 99_999 ? number + 1 : number)
    }

    private static func regency(_ name: String) -> String {
        let upper = name.uppercased()
        if upper.hasPrefix("KABUPATEN ") { return "KAB. " + upper.dropFirst("KABUPATEN ".count) }
        if upper.hasPrefix("KOTA ADMINISTRASI ") { return "KOTA ADM. " + upper.dropFirst("KOTA ADMINISTRASI ".count) }
        return upper
    }
}
