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
        var findings = FolderCheck(settings: settings).findings()
        findings.append(await RedisCheck(url: settings.redisURL).finding())
        findings += await DatabaseCheck(url: try settings.databaseURL).findings()
        do {
            findings += try await Agency.work { agency in
                var findings = try await RegistryCheck(agency: agency).findings()
                guard findings.allSatisfy({ $0.state != .fail }) else { return findings }
                for tenant in try await agency.registry.tenants() {
                    findings += try await ShopCheck(agency: agency, tenant: tenant).findings()
                }
                return findings
            }
        } catch {
            findings.append(
                .fail("agency's login", Program.words(for: error), "see TOKOKU_ADMIN_DATABASE_URL"))
        }
        var table = TextTable("", "WHAT", "FOUND", "WHAT TO DO")
        for finding in findings { table.add(finding.state.rawValue, finding.about, finding.found, finding.advice) }
        try output.show(findings, table, ifEmpty: "")
        if findings.contains(where: { $0.state == .fail }) { throw ExitCode(1) }
    }
}
