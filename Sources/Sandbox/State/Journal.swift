import Foundation

/// One line of the state file.
enum JournalEntry: Codable, Sendable {
    /// As it is after a change; the last line of a reference counts.
    case bill(Bill)
    case merchant(Merchant)
    case googleClient(GoogleClient)
    case komerceKey(String)
}

/// The state file: JSON lines, appended as things happen, rewritten when the sandbox starts.
final class Journal {
    private let path: String
    private var file: FileHandle?

    private init(path: String) { self.path = path }

    /// Reads what a former run left. A last line that was cut off by a crash is left out.
    /// - Throws: ``JournalError``.
    static func open(_ path: String) throws -> (Journal, [JournalEntry]) {
        let journal = Journal(path: path)
        guard FileManager.default.fileExists(atPath: path) else { return (journal, []) }
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw JournalError.unreadable(path: path)
        }
        var entries: [JournalEntry] = []
        let lines = data.split(separator: 0x0a)
        for (index, line) in lines.enumerated() {
            do {
                entries.append(try JSONDecoder().decode(JournalEntry.self, from: line))
            } catch {
                let wasCutOff = index == lines.count - 1 && data.last != 0x0a
                guard wasCutOff else { throw JournalError.malformed(path: path, line: index + 1) }
            }
        }
        return (journal, entries)
    }

    /// Replaces the file by these entries at once, and keeps it open for more.
    func rewrite(_ entries: [JournalEntry]) throws {
        var data = Data()
        for entry in entries { data += try Self.line(entry) }
        do {
            try data.write(to: URL(fileURLWithPath: path), options: .atomic)
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try file.seekToEnd()
            self.file = file
        } catch {
            throw JournalError.unwritable(path: path)
        }
    }

    func append(_ entry: JournalEntry) throws {
        guard let file else { throw JournalError.unwritable(path: path) }
        do {
            try file.write(contentsOf: try Self.line(entry))
        } catch {
            throw JournalError.unwritable(path: path)
        }
    }

    private static func line(_ entry: JournalEntry) throws -> Data {
        try JSONEncoder().encode(entry) + Data([0x0a])
    }
}

/// Why the sandbox cannot keep its state.
public enum JournalError: Error, Equatable, Sendable, CustomStringConvertible {
    case unreadable(path: String)
    case malformed(path: String, line: Int)
    case unwritable(path: String)

    public var description: String {
        switch self {
        case .unreadable(let path): "the sandbox cannot read its state file \(path)"
        case .malformed(let path, let line): "line \(line) of the sandbox's state file \(path) is not its own"
        case .unwritable(let path): "the sandbox cannot write its state file \(path)"
        }
    }
}
