import ArgumentParser

struct TenantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenant", abstract: "The shops of this installation.",
        subcommands: [TenantCreate.self, TenantApply.self, TenantList.self, TenantShow.self])
}
