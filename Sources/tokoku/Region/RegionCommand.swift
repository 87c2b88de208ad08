import ArgumentParser

struct RegionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "region", abstract: "Indonesia's provinces, regencies, districts and villages.",
        subcommands: [RegionImportCommand.self, RegionExport.self])
}
