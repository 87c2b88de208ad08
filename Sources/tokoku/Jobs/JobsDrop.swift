import ArgumentParser
import Foundation
import Jobs
import Tenancy
import TokoCore

struct JobsDrop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Give up a job that waits or is parked: it is never sent.",
        discussion: """
            Example:
              tokoku jobs drop batik 4711
            """)

    @Argument(help: "The shop.")
    var slug: Slug
    @Argument(help: "The job's number, as `jobs list` shows it.")
    var id: Int64
    @OptionGroup var output: Output

    func run() async throws {
        try await Agency.work { agency in
            let tenant = try await agency.registry.tenant(slug)
            guard try await JobRepository(agency.database(of: tenant.id)).drop(id, at: Date()) else {
                throw NoSuchJob(id: id, state: "waiting or parked")
            }
        }
        try output.show(["dropped": id], "Dropped.")
    }
}
