import FoundationEssentials
import TOMLKit

/// A TOML file under examination: its table, its lines, and what is wrong with it.
final class TOMLFile {
    let path: String
    private let lines: LineIndex
    private let table: TOMLTable
    private(set) var problems: [FileProblem] = []

    /// - Throws: ``FileProblems`` when it cannot be read or is no TOML.
    init(path: String) throws(FileProblems) {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw FileProblems(all: [FileProblem(file: path, line: nil, key: "", message: "cannot be read")])
        }
        guard let text = String(data: bytes, encoding: .utf8) else {
            throw FileProblems(all: [FileProblem(file: path, line: nil, key: "", message: "is not UTF-8 text")])
        }
        do {
            table = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            let problem = FileProblem(file: path, line: error.source.begin.line, key: "", message: error.description)
            throw FileProblems(all: [problem])
        } catch {
            throw FileProblems(all: [FileProblem(file: path, line: nil, key: "", message: "is not TOML")])
        }
        self.path = path
        lines = LineIndex(text)
    }

    var root: TableReader { TableReader(self, path: "", table: table) }

    func note(_ key: String, _ message: String) {
        problems.append(FileProblem(file: path, line: lines.line(of: key), key: key, message: message))
    }

    func note(_ problem: FileProblem) { problems.append(problem) }

    func line(of key: String) -> Int { lines.line(of: key) }

    /// A path as the file means it: relative to its own folder.
    func resolve(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        guard let slash = self.path.lastIndex(of: "/") else { return path }
        return String(self.path[...slash]) + path
    }
}
