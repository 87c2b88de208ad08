import Postgres
import TokoCore

/// What `tokoku.migration` and the registry say was applied.
struct MigrationLedger: Sendable {
    struct Entry: Sendable {
        let kind: Migration.Kind
        let number: Int32
        let name: String
        let checksum: String
    }

    /// A shop that lacks the latest migrations.
    struct Shop: Sendable {
        let id: TenantID
        let slug: String
        let version: Int32
    }

    let entries: [Entry]
    let behind: [Shop]

    /// $1 version of an up-to-date shop. Everything in one query, so that a `migrate` with nothing to do is one query.
    static let text = """
        SELECT scope, number, name, checksum FROM tokoku.migration
        UNION ALL
        SELECT slug, id, 'shop', schema_version::text FROM tokoku.tenant WHERE schema_version < $1::bigint
        ORDER BY number
        """

    init(_ rows: Rows) throws {
        var entries: [Entry] = []
        var behind: [Shop] = []
        for row in rows {
            let scope = try row.text("scope")
            let number = Int32(try row.int("number"))
            let checksum = try row.text("checksum")
            // A checksum has 64 digits, a version never.
            if let version = Int32(checksum) {
                behind.append(Shop(id: TenantID(number), slug: scope, version: version))
            } else if let kind = Migration.Kind(rawValue: scope) {
                entries.append(Entry(kind: kind, number: number, name: try row.text("name"), checksum: checksum))
            }
        }
        self.entries = entries
        self.behind = behind
    }

    /// - Throws: ``MigrationError`` when the files are not the ones that were applied.
    func check(against migrations: MigrationSet) throws(MigrationError) {
        for entry in entries {
            let known = migrations.of(entry.kind)
            guard entry.number <= known.count else {
                throw .unknown(kind: entry.kind, number: entry.number, name: entry.name)
            }
            let migration = known[Int(entry.number) - 1]
            guard migration.checksum == entry.checksum else { throw .changed(file: migration.file) }
        }
    }

    func missing(_ kind: Migration.Kind, of migrations: MigrationSet) -> [Migration] {
        let applied = Set(entries.filter { $0.kind == kind }.map(\.number))
        return migrations.of(kind).filter { !applied.contains($0.number) }
    }
}
