public import Foundation

/// All migrations the program knows, in order: 0001, 0002, ... for each kind.
public struct MigrationSet: Sendable {
    public let control: [Migration]
    public let tenant: [Migration]

    /// The ones that come with the program.
    public static func bundled() throws -> MigrationSet {
        try MigrationSet(directory: Bundle.module.bundleURL.appending(path: "Migrations"))
    }

    /// - Parameter directory: has the folders `control` and `tenant`.
    /// - Throws: ``MigrationError`` for a gap in the numbers or a file that is no migration.
    public init(directory: URL) throws {
        control = try Self.read(.control, in: directory)
        tenant = try Self.read(.tenant, in: directory)
    }

    /// How many a shop has when it is up to date.
    public var tenantVersion: Int32 { Int32(tenant.count) }

    func of(_ kind: Migration.Kind) -> [Migration] { kind == .control ? control : tenant }

    private static func read(_ kind: Migration.Kind, in directory: URL) throws -> [Migration] {
        let folder = directory.appending(path: kind.rawValue)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".sql") }
        var migrations: [Migration] = []
        for file in files.sorted() {
            let text = String(data: try Data(contentsOf: folder.appending(path: file)), encoding: .utf8)
            guard let match = file.wholeMatch(of: /([0-9]{4})_([a-z0-9_]+)\.sql/), let number = Int32(match.1), let text
            else { throw MigrationError.unreadable(file: "\(kind.rawValue)/\(file)") }
            let migration = Migration(kind: kind, number: number, name: String(match.2), text: text)
            guard number == Int32(migrations.count) + 1 else { throw MigrationError.gap(file: migration.file) }
            migrations.append(migration)
        }
        return migrations
    }
}
