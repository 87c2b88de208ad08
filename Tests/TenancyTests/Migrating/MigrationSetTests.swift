import Foundation
import TestSupport
import Testing
import TokoCore

@testable import Tenancy

@Suite struct MigrationSetTests {
    @Test func `the program's migrations are numbered without a gap and fill in every mark`() throws {
        let migrations = try MigrationSet.bundled()
        #expect(migrations.control.map(\.number) == Array(1...Int32(migrations.control.count)))
        #expect(migrations.tenant.map(\.number) == Array(1...migrations.tenantVersion))
        for migration in migrations.control { _ = try migration.script(for: nil) }
        for migration in migrations.tenant { _ = try migration.script(for: .init(7)) }
    }

    @Test(arguments: ["control/0009_late.sql", "control/0001_twin.sql"])
    func `numbers that do not follow each other are refused`(file: String) throws {
        let folder = try MigrationFolder(copying: .bundled())
        defer { folder.remove() }
        try folder.write(file, "SELECT 1", number: .asWritten)
        #expect(throws: MigrationError.gap(file: file)) { try MigrationSet(directory: folder.url) }
    }

    @Test func `a file with another name is refused`() throws {
        let folder = try MigrationFolder(copying: .bundled())
        defer { folder.remove() }
        try folder.write("tenant/add-wishes.sql", "SELECT 1", number: .asWritten)
        #expect(throws: MigrationError.unreadable(file: "tenant/add-wishes.sql")) {
            try MigrationSet(directory: folder.url)
        }
    }

    @Test func `an apostrophe in a comment hides no mark`() throws {
        let migration = Migration(
            kind: .tenant, number: 1, name: "x", text: "-- the shop's own\nCREATE TABLE {wish} (id integer)")
        #expect(try migration.script(for: .init(42)) == "\nCREATE TABLE t_42.wish (id integer)")
    }

    @Test func `a mark that is not filled in is refused`() throws {
        let migration = Migration(
            kind: .tenant, number: 1, name: "x", text: "SELECT 1; -- the shop's\nCREATE TABLE {wish} (id integer)")
        #expect(throws: MigrationError.openMark("tenant/0001_x.sql")) { try migration.script(for: .init(42)) }
    }
}
