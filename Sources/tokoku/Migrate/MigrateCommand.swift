import ArgumentParser
import Tenancy
import TokoCore

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the database and every shop's tables to what this program expects.",
        discussion: """
            Each step is one transaction, so it may be run at any time, again and from several places at once; the \
            server may go on selling.

            Example:
              tokoku migrate
            """)

    @Flag(help: "Only tell what would be done.")
    var dryRun = false
    @OptionGroup var output: Output

    func run() async throws {
        let report = try await Agency.work { agency in
            let migrator = Migrator(pool: agency.pool, migrations: agency.migrations)
            if dryRun {
                do {
                    return Report(try await migrator.pending())
                } catch MigrationError.notMigrated {
                    return Report(control: agency.migrations.control.map(\.file), shops: [])
                }
            }
            return Report(try await migrator.migrate { output.tell("  \($0)") })
        }
        let verb = dryRun ? "would apply" : "applied"
        try output.show(
            report,
            report.isEmpty
                ? "Nothing to migrate."
                : "Migrations \(verb): \(report.control.count) of the registry; shops brought up to date: "
                    + "\(report.shops.count).")
    }

    struct Report: Encodable {
        let control: [String]
        let shops: [String]

        var isEmpty: Bool { control.isEmpty && shops.isEmpty }
    }
}

extension MigrateCommand.Report {
    init(_ report: Migrator.Report) {
        self.init(control: report.control.map(\.file), shops: report.shops.map(\.text))
    }
}
