import ArgumentParser
import Foundation
import Tenancy
import TokoCore

struct TenantApply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Make shops as their files describe them.",
        discussion: """
            Reads all files first: when one has a mistake, every mistake is told with file, line and key, and nothing \
            is done. Then each shop is created or changed, and what changed is printed: + added, ~ changed, - removed. \
            Doing it again changes nothing. Stock is only laid on the shelf of new products.

            Examples:
              tokoku tenant apply Tenants/*.toml
              tokoku tenant apply Tenants/batik.toml --dry-run
            """)

    @Argument(help: "The files; see Tenants/README.md.", completion: .file(extensions: ["toml"]))
    var files: [String]
    @Flag(help: "Only tell what would change. Words and prices of products that are there already are not compared.")
    var dryRun = false
    @OptionGroup var output: Output

    func run() async throws {
        let reports = try await Agency.work { agency in
            let shops = try await read(with: agency)
            try await prepare(agency)
            var reports: [ShopReport] = []
            for shop in shops {
                let report = try await ShopApplication(agency: agency, file: shop, isDryRun: dryRun).apply()
                if !output.json { print(report.text) }
                reports.append(report)
            }
            return reports
        }
        if output.json { try output.show(reports, "") }
    }

    /// Whatever could stop the work halfway stops it here, before the first shop.
    private func prepare(_ agency: Agency) async throws {
        _ = try agency.settings.mediaDirectory
        _ = try agency.secrets()
        let pending = try await Migrator(pool: agency.pool, migrations: agency.migrations).pending()
        guard pending.isEmpty else { throw MigrationError.notMigrated }
    }

    /// - Throws: ``FileProblems`` with the mistakes of all files.
    private func read(with agency: Agency) async throws -> [TenantFile] {
        let pictures = PictureBox()
        let reader = TenantFileReader(
            environment: ProcessInfo.processInfo.environment,
            themes: ThemeShelf(directory: agency.settings.themesDirectory), pictures: pictures)
        var shops: [(file: TenantFile, source: TOMLFile)] = []
        var problems: [FileProblem] = []
        for path in files {
            do throws(FileProblems) {
                shops.append(try reader.read(path))
            } catch {
                problems += error.all
            }
        }
        try pictures.close()
        try await TenantFileCheck(agency: agency).check(shops)
        problems += shops.flatMap(\.source.problems)
        guard problems.isEmpty else { throw FileProblems(all: problems) }
        return shops.map(\.file)
    }
}
