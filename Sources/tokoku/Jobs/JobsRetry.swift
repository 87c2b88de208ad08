import ArgumentParser
import Foundation
import Jobs
import Tenancy
import TokoCore

struct JobsRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Try parked jobs again, as if for the first time.",
        discussion: """
            Of one whose outcome is unknown the reason says so: trying it again may send it twice.

            Examples:
              tokoku jobs retry batik 4711
              tokoku jobs retry batik --all
            """)

    @Argument(help: "The shop.")
    var slug: Slug
    @Argument(help: "The job's number, as `jobs list` shows it.")
    var id: Int64?
    @Flag(help: "All that are parked in the shop.")
    var all = false
    @OptionGroup var output: Output

    func validate() throws {
        if (id == nil) != all { throw ValidationError("name one job, or say --all") }
    }

    func run() async throws {
        let retried = try await Agency.work { agency in
            let tenant = try await agency.registry.tenant(slug)
            let jobs = JobRepository(agency.database(of: tenant.id))
            guard let id else { return try await jobs.retryAll(at: Date()) }
            guard try await jobs.retry(id, at: Date()) else { throw NoSuchJob(id: id, state: "parked") }
            return 1
        }
        try output.show(["retried": retried], "\(retried) to be tried again; a worker takes them within half a minute.")
    }
}

/// A number that names no job that this can be done to.
struct NoSuchJob: Error, CustomStringConvertible {
    let id: Int64
    let state: String

    var description: String { "no job \(id) is \(state) there; see tokoku jobs list" }
}
