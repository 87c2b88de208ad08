import ArgumentParser
import Foundation
import Jobs
import Logging
import Postgres
import Tenancy
import TokoCore

struct JobsDrain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drain", abstract: "Work off what is due now, and end: before a move, or where no worker runs.",
        discussion: """
            What is not due yet, or waits for a provider, stays. Workers may run meanwhile.

            Examples:
              tokoku jobs drain
              tokoku jobs drain batik
            """)

    @Argument(help: "Only this shop.")
    var slug: Slug?
    @OptionGroup var output: Output

    func run() async throws {
        let wanted = try await Agency.work { agency in try await agency.shops(slug) }
        let installation = try await Installation(
            try Agency.readSettings(), logger: Agency.logger, name: "tokoku drain")
        let engine = installation.engine
        let life = Task { try await installation.pool.run() }
        let result: Result<[Row], any Error>
        do {
            result = .success(try await drain(wanted.map { ($0.id, $0.slug) }, by: engine, installation))
        } catch {
            result = .failure(error)
        }
        await installation.pool.close()
        try await life.value
        let rows = try result.get()
        var table = TextTable("SHOP", "SENT", "WAITING", "PARKED")
        for row in rows { table.add(row.shop, "\(row.sent)", "\(row.waiting)", "\(row.parked)") }
        try output.show(rows, table, ifEmpty: "There are no shops.")
    }

    private func drain(
        _ shops: [(TenantID, Slug)], by engine: JobEngine, _ installation: Installation
    ) async throws -> [Row] {
        var rows: [Row] = []
        for (number, (tenant, slug)) in shops.enumerated() {
            output.tell("  \(number + 1)/\(shops.count) \(slug)")
            let jobs = JobRepository(installation.pool.tenant(tenant))
            let before = try await jobs.counts()
            try await engine.runDue(of: tenant)
            let after = try await jobs.counts()
            func sum(_ counts: [JobCount], _ states: JobState...) -> Int64 {
                counts.filter { states.contains($0.state) }.reduce(0) { $0 + $1.jobs }
            }
            rows.append(
                Row(
                    shop: slug.text, sent: sum(after, .sent) - sum(before, .sent),
                    waiting: sum(after, .pending, .sending), parked: sum(after, .parked)))
        }
        return rows
    }

    struct Row: Encodable {
        let shop: String
        let sent: Int64
        let waiting: Int64
        let parked: Int64
    }
}
