import ArgumentParser
import Foundation
import Tenancy

struct RegionExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the regions as lines of code, name and postal code.",
        discussion: """
            The file can be imported again, and tells the sandbox's couriers where places lie.

            Example:
              tokoku region export regions.tsv
            """)

    @Argument(help: "The file to write.", completion: .file())
    var file: String
    @OptionGroup var output: Output

    func run() async throws {
        let (text, count) = try await Agency.work { agency in
            let regions = try await agency.regions.all()
            let lines = regions.map { "\($0.code)\t\($0.name)\t\($0.postalCode ?? "")\n" }
            return (lines.joined(), regions.count)
        }
        do {
            try Data(text.utf8).write(to: URL(filePath: file), options: .atomic)
        } catch {
            throw FileProblems(all: [FileProblem(file: file, line: nil, key: "", message: "cannot be written")])
        }
        try output.show(["regions": count], "\(count) regions written to \(file).")
    }
}
