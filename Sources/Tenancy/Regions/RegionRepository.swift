public import Postgres

/// Indonesia's provinces, regencies, districts and villages, the same for all shops. A village's postal code is what Pos
/// Indonesia said where it was asked, else what the imported list says.
public struct RegionRepository: Sendable {
    let database: ControlDatabase

    public init(_ database: ControlDatabase) { self.database = database }

    /// The places one level below, by name; nil asks for the provinces.
    public func children(of parent: String?) async throws -> [Region] {
        if let parent {
            try await database.query(RegionSQL.children, .text(parent)).map(Region.init(row:))
        } else {
            try await database.query(RegionSQL.provinces).map(Region.init(row:))
        }
    }

    public func region(_ code: String) async throws -> Region? {
        try await database.query(RegionSQL.region, .text(code)).first.map(Region.init(row:))
    }

    /// A village with its district, regency and province; nil for a code that is no village's.
    public func lineage(of villageCode: String) async throws -> RegionLineage? {
        try await database.query(RegionSQL.lineage, .text(villageCode)).first.map(RegionLineage.init(row:))
    }

    /// Villages for a picker. Every word must begin a word of the village's, district's, regency's or province's name,
    /// or its postal code: `tebet bar`, `menteng jakarta`, `12810`; words of one or two letters must be whole ones.
    /// Villages named so come first.
    /// - Returns: at most `limit`; none for less than two letters or digits.
    public func search(_ text: String, limit: Int) async throws -> [RegionLineage] {
        guard let words = RegionWords(text) else { return [] }
        return try await database.query(
            RegionSQL.search, .text(words.query), .text(words.name), .int(Int64(limit))
        ).map(RegionLineage.init(row:))
    }

    /// Every region by code: 90,000 of them, for `tokoku region export`.
    public func all() async throws -> [Region] {
        try await database.query(RegionSQL.all).map(Region.init(row:))
    }

    /// How many villages there are: 0 before `tokoku region import`.
    public func villageCount() async throws -> Int64 {
        try await database.query(RegionSQL.villageCount).one().int("villages")
    }
}

/// What somebody typed into the picker, as PostgreSQL's text search wants it.
struct RegionWords: Equatable {
    /// `tebet:* & bar:*`
    let query: String
    /// `tebet bar`
    let name: String

    /// What people write before a place's name, and nearly every regency has in its own.
    static let titles: Set<String> = [
        "kelurahan", "kel", "desa", "kecamatan", "kec", "kabupaten", "kab", "kota", "provinsi", "prov",
    ]

    init?(_ text: String) {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.prefix(8).map(String.init)
        let telling = words.filter { !Self.titles.contains($0) }
        guard telling.contains(where: { $0.count >= 2 }) else { return nil }
        // A word of two letters begins thousands of names; it is looked for as it stands.
        query = telling.map { $0.count < 3 ? $0 : "\($0):*" }.joined(separator: " & ")
        // A village may well be called Kota Baru.
        name = words.filter { $0 == "kota" || !Self.titles.contains($0) }.joined(separator: " ")
    }
}

enum RegionSQL {
    /// -> code, level, name, postal_code
    static let provinces = SQL(
        "region.provinces", "SELECT code, level, name, postal_code FROM {region} WHERE level = 1 ORDER BY name")

    /// -> code, level, name, postal_code
    static let all = SQL("region.all", "SELECT code, level, name, postal_code FROM {region} ORDER BY code")

    /// $1 parent -> code, level, name, postal_code
    static let children = SQL(
        "region.children",
        """
        SELECT r.code, r.level, r.name, coalesce(c.postal_code, r.postal_code) AS postal_code
        FROM {region} r LEFT JOIN {postal_code_check} c ON c.village_code = r.code
        WHERE r.parent = $1 ORDER BY r.name, r.code
        """)

    /// $1 code -> code, level, name, postal_code
    static let region = SQL("region.one", "SELECT code, level, name, postal_code FROM {region} WHERE code = $1")

    /// $1 village -> village_code, village, district, regency, province, postal_code
    static let lineage = SQL(
        "region.lineage",
        """
        SELECT v.code AS village_code, v.name AS village, d.name AS district, r.name AS regency, p.name AS province,
            coalesce(c.postal_code, v.postal_code) AS postal_code
        FROM {region} v
        JOIN {region} d ON d.code = v.parent
        JOIN {region} r ON r.code = d.parent
        JOIN {region} p ON p.code = r.parent
        LEFT JOIN {postal_code_check} c ON c.village_code = v.code
        WHERE v.code = $1 AND v.level = 4
        """)

    /// $1 words for to_tsquery, $2 the words as typed, $3 most rows -> as lineage
    static let search = SQL(
        "region.search",
        """
        SELECT v.code AS village_code, v.name AS village, d.name AS district, r.name AS regency, p.name AS province,
            coalesce(c.postal_code, v.postal_code) AS postal_code
        FROM {region} v
        JOIN {region} d ON d.code = v.parent
        JOIN {region} r ON r.code = d.parent
        JOIN {region} p ON p.code = r.parent
        LEFT JOIN {postal_code_check} c ON c.village_code = v.code
        WHERE v.level = 4 AND v.search @@ to_tsquery('simple', $1)
        ORDER BY starts_with($2 || ' ', lower(v.name) || ' ') DESC, starts_with(lower(v.name), $2) DESC,
            position(lower(d.name) IN $2) > 0 DESC, v.name, d.name, v.code
        LIMIT $3
        """)

    /// -> villages
    static let villageCount = SQL("region.count", "SELECT count(*) AS villages FROM {region} WHERE level = 4")
}

extension Region {
    init(row: Row) throws {
        guard let level = Level(rawValue: try row.int("level")) else {
            throw DatabaseError.decoding(column: "level", expected: "1 to 4")
        }
        self.init(
            code: try row.text("code"), level: level, name: try row.text("name"),
            postalCode: try row.textOrNil("postal_code"))
    }
}

extension RegionLineage {
    init(row: Row) throws {
        self.init(
            villageCode: try row.text("village_code"), village: try row.text("village"),
            district: try row.text("district"), regency: try row.text("regency"), province: try row.text("province"),
            postalCode: try row.textOrNil("postal_code"))
    }
}
