import ArgumentParser
import Foundation
import Tenancy

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "See whether anything is missing, and what to do about it.",
        discussion: """
            Looks at the settings, the database and its logins, Redis, the folders, and every shop. Changes nothing. \
            The exit code is 1 when something does not work.

            Example:
              tokoku doctor
            """)

    @OptionGroup var output: Output

    func run() async throws {
        let settings = try Agency.readSettings()
        let shelf = ThemeShelf(directory: settings.themesDirectory)
        var findings = FolderCheck(settings: settings, shelf: shelf).findings()
        findings.append(await RedisCheck(url: settings.redisURL).finding())
        findings += await DatabaseCheck(url: try settings.databaseURL).findings()
        do {
            findings += try await Agency.work { agency in
                var findings = try await RegistryCheck(agency: agency).findings()
                guard findings.allSatisfy({ $0.state != .fail }) else { return findings }
                for tenant in try await agency.registry.tenants() {
                    findings += try await ShopCheck(agency: agency, tenant: tenant, shelf: shelf).findings()
                }
                return findings
            }
        } catch {
            findings.append(
                .fail("agency's login", Program.words(for: error), "see TOKOKU_ADMIN_DATABASE_URL"))
        }
        try output.show(findings, Self.text(of: findings))
        if findings.contains(where: { $0.state == .fail }) { throw ExitCode(1) }
    }

    /// A table, and below each trouble what to do about it, whole.
    private static func text(of findings: [Finding]) -> String {
        var table = TextTable("", "WHAT", "FOUND")
        for finding in findings { table.add(finding.state.rawValue, finding.about, finding.found) }
        let lines = table.rendered(width: Terminal.width).split(separator: "\n", omittingEmptySubsequences: false)
        let advised = zip(lines.dropFirst(), findings).map { line, finding in
            finding.advice.isEmpty ? String(line) : "\(line)\n      -> \(finding.advice)"
        }
        return ([String(lines[0])] + advised).joined(separator: "\n")
    }
}
