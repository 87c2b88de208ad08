import ArgumentParser

struct SecretCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secret", abstract: "The shops' keys at their providers, sealed in the database.",
        subcommands: [SecretSet.self, SecretList.self, SecretTest.self])
}
