import ArgumentParser

struct DomainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "domain", abstract: "The domains at which shops are found.",
        subcommands: [DomainAdd.self, DomainList.self])
}
