import ArgumentParser
import Foundation
import Postgres
import Tenancy
import TokoCore
import WebClient

struct SecretTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Try a shop's keys by a harmless real call at each provider.",
        discussion: """
            Tells what each provider answered, in words, and never a key. What is seen is noted as the provider's \
            health. The exit code is 1 when something that is set up does not work.

            Examples:
              tokoku secret test batik
              tokoku secret test batik tripay
            """)

    @Argument(help: "The shop.")
    var slug: Slug
    @Argument(help: "Only this provider: \(Provider.allCases.map(\.rawValue).joined(separator: ", ")).")
    var provider: Provider?
    @OptionGroup var output: Output

    func run() async throws {
        let rows = try await Agency.work { agency in
            let tenant = try await agency.registry.tenant(slug)
            let transport = WebTransport(userAgent: "TokoKu/\(Tokoku.configuration.version)")
            let result: Result<[Row], any Error>
            do {
                result = .success(try await test(tenant, agency, transport))
            } catch {
                result = .failure(error)
            }
            await transport.close()
            return try result.get()
        }
        var table = TextTable("PROVIDER", "VERDICT", "ANSWER")
        for row in rows { table.add(row.provider, row.verdict, row.detail) }
        try output.show(rows, Self.text(table, rows))
        if rows.contains(where: \.isTrouble) { throw ExitCode(1) }
    }

    private func test(_ tenant: Tenant, _ agency: Agency, _ transport: WebTransport) async throws -> [Row] {
        let database = agency.database(of: tenant.id)
        let pool = agency.pool
        let probes = Probes(
            secrets: try agency.secrets(), addresses: agency.settings.providers, transport: transport,
            database: { pool.tenant($0) })
        let kept = Set(try await agency.secretNames(of: tenant.id).map(\.provider))
        let health = ProviderHealthRepository(database)
        var rows: [Row] = []
        for probe in probes.all where provider == nil || probe.provider == provider {
            let result = await probe.probe(tenant.id)
            try await health.note(result, of: probe.provider, at: Date())
            let isMeant = provider != nil || kept.contains(probe.provider.rawValue)
            rows.append(
                Row(
                    provider: probe.provider.rawValue, verdict: result.verdict.rawValue, detail: result.detail,
                    advice: isMeant || probe.provider.isEssential
                        ? Probes.advice(result.verdict, probe.provider, slug) : "",
                    isTrouble: isMeant && result.verdict != .works))
        }
        return rows
    }

    struct Row: Encodable {
        let provider: String
        let verdict: String
        let detail: String
        /// Empty when there is nothing to do.
        let advice: String
        /// It is set up, or was asked for, and does not work.
        let isTrouble: Bool
    }

    /// A table, and below each trouble what to do about it, whole.
    private static func text(_ table: TextTable, _ rows: [Row]) -> String {
        let lines = table.rendered(width: Terminal.width).split(separator: "\n", omittingEmptySubsequences: false)
        let advised = zip(lines.dropFirst(), rows).map { line, row in
            row.advice.isEmpty ? String(line) : "\(line)\n      -> \(row.advice)"
        }
        return ([String(lines[0])] + advised).joined(separator: "\n")
    }
}
