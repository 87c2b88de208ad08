public import ArgumentParser
import Foundation
public import Jobs
import Tenancy
import TokoCore

struct JobsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show what waits or is parked, and why.",
        discussion: """
            A parked job is not tried again by itself: it says why, and waits for `jobs retry` or `jobs drop`.

            Examples:
              tokoku jobs list                          what is parked, in every shop
              tokoku jobs list batik --state pending    what waits in one
            """)

    @Argument(help: "Only this shop.")
    var slug: Slug?
    @Option(help: "\(JobState.allCases.map(\.rawValue).joined(separator: ", ")).")
    var state: JobState = .parked
    @Option(help: "Most lines a shop.")
    var limit: Int = 50
    @OptionGroup var output: Output

    func run() async throws {
        let rows = try await Agency.work { agency in
            var rows: [Row] = []
            for tenant in try await agency.shops(slug) {
                let jobs = try await JobRepository(agency.database(of: tenant.id)).list(
                    state: state, limit: Int64(max(1, limit)))
                rows += jobs.map { Row(tenant, $0) }
            }
            return rows
        }
        var table = TextTable("SHOP", "JOB", "KIND", "STATE", "TRIES", "SINCE", "REASON")
        for row in rows {
            table.add(
                row.shop, "\(row.id)", row.kind, row.state, "\(row.attempts)",
                row.createdAt.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: false)),
                row.reason)
        }
        try output.show(rows, table, ifEmpty: "Nothing is \(state.rawValue).")
    }

    struct Row: Encodable {
        let shop: String
        let id: Int64
        let lane: String
        let kind: String
        let state: String
        let attempts: Int64
        let unknowns: Int64
        let createdAt: Date
        let dueAt: Date
        let reason: String
        let reference: String?
        let delivery: String?

        init(_ tenant: Tenant, _ job: JobRecord) {
            shop = tenant.slug.text
            id = job.id
            lane = job.lane
            kind = job.kind
            state = job.state.rawValue
            attempts = job.attempts
            unknowns = job.unknowns
            createdAt = job.createdAt
            dueAt = job.dueAt
            reason = job.reason ?? ""
            reference = job.reference
            delivery = job.delivery
        }
    }
}

extension JobState: ExpressibleByArgument {}

extension Agency {
    /// One shop, or all of them.
    func shops(_ slug: Slug?) async throws -> [Tenant] {
        if let slug { return [try await registry.tenant(slug)] }
        return try await registry.tenants()
    }
}
