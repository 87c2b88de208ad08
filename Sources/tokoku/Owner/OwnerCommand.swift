import ArgumentParser

struct OwnerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "owner", abstract: "The people who run a shop.", subcommands: [OwnerInvite.self])
}
