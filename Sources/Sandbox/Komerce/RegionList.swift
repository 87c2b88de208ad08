import FoundationEssentials

/// The government's regions: provinces, regencies and cities, districts, villages, sorted by code.
struct RegionList: Sendable {
    enum Level: Int, Sendable {
        case province = 1
        case city, district, village
    }

    struct Row: Sendable {
        let code: String
        let name: String
        /// Five digits for a village, `0` when there are none.
        let zip: String
        let level: Level
    }

    let rows: [Row]

    /// - Throws: ``RegionFileError``.
    init(file path: String) throws {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw RegionFileError.unreadable(path: path)
        }
        try self.init(tsv: String(decoding: data, as: UTF8.self), path: path)
    }

    /// The handful of places a sandbox without a file knows.
    static func few() throws -> RegionList { try RegionList(tsv: fewPlaces, path: "(built in)") }

    private init(tsv: String, path: String) throws {
        var rows: [Row] = []
        for (index, line) in tsv.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty { continue }
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            let dots = columns[0].utf8.count { $0 == 0x2e }
            guard columns.count >= 2, let level = Level(rawValue: dots + 1), !columns[1].isEmpty else {
                throw RegionFileError.malformed(path: path, line: index + 1)
            }
            let zip = columns.count > 2 && !columns[2].isEmpty ? String(columns[2]) : "0"
            rows.append(Row(code: String(columns[0]), name: String(columns[1]), zip: zip, level: level))
        }
        let isSorted = zip(rows, rows.dropFirst()).allSatisfy { $0.code < $1.code }
        self.rows = isSorted ? rows : rows.sorted { $0.code < $1.code }
        if rows.isEmpty { throw RegionFileError.malformed(path: path, line: 1) }
    }
}

/// Why the sandbox has no regions.
public enum RegionFileError: Error, Equatable, Sendable, CustomStringConvertible {
    case unreadable(path: String)
    case malformed(path: String, line: Int)

    public var description: String {
        switch self {
        case .unreadable(let path): "the sandbox cannot read the regions file \(path)"
        case .malformed(let path, let line):
            "line \(line) of the regions file \(path) is not a code, a tab, and a name"
        }
    }
}
