import ArgumentParser

struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "What the shops' outboxes hold: look, try again, drop, work off.",
        subcommands: [JobsList.self, JobsRetry.self, JobsDrop.self, JobsDrain.self])
}
