import Foundation

@testable import Tenancy

/// A copy of the program's migrations that a test may change.
struct MigrationFolder {
    enum Number { case next, asWritten }

    let url: URL

    init(copying migrations: MigrationSet) throws {
        url = URL.temporaryDirectory.appending(path: "tokoku-migrations-\(UUID().uuidString)")
        for kind in ["control", "tenant"] {
            let folder = url.appending(path: kind)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        for migration in migrations.control + migrations.tenant {
            try Data(migration.text.utf8).write(to: url.appending(path: migration.file))
        }
    }

    /// - Returns: the file's name as it was written, its number the next free one.
    @discardableResult
    func write(_ file: String, _ text: String, number: Number) throws -> String {
        let parts = file.split(separator: "/")
        let folder = url.appending(path: String(parts[0]))
        let count = try FileManager.default.contentsOfDirectory(atPath: folder.path).count
        let digits = String(10_000 + count + 1).dropFirst()
        let name = number == .next ? "\(parts[0])/\(digits)\(parts[1].dropFirst(4))" : file
        try Data(text.utf8).write(to: url.appending(path: name))
        return name
    }

    func append(_ file: String, _ text: String) throws {
        let place = url.appending(path: file)
        try (Data(contentsOf: place) + Data(text.utf8)).write(to: place)
    }

    func replace(_ file: String, _ text: String) throws {
        try Data(text.utf8).write(to: url.appending(path: file))
    }

    func remove() {
        do { try FileManager.default.removeItem(at: url) } catch { print("left behind: \(url.path)") }
    }
}
