import TOMLKit

/// Reads one table of a file and collects every mistake instead of stopping at the first.
///
/// What is wrong is noted and comes back as nil, or as the default; whoever asks goes on. At the end `finish()` notes
/// keys that nobody asked for: they are mistyped more often than not.
final class TableReader {
    let file: TOMLFile
    /// `shipping`, `product[3]`; empty for the file's own keys.
    let path: String
    private let table: TOMLTable
    private var known: Set<String> = []

    init(_ file: TOMLFile, path: String, table: TOMLTable) {
        self.file = file
        self.path = path
        self.table = table
    }

    func place(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    func has(_ key: String) -> Bool { table.contains(key: key) }

    func isTable(_ key: String) -> Bool { table[key]?.table != nil }

    var keys: [String] { table.keys }

    func note(_ key: String, _ message: String) { file.note(place(key), message) }

    /// Counts a key as asked for that is read by somebody else.
    func knows(_ key: String) { known.insert(key) }

    /// A text without control characters except line ends.
    func text(_ key: String, length: ClosedRange<Int> = 0...20_000) -> String? {
        guard let value = value(key) else { return nil }
        guard let text = value.string else { return wrong(key, "expected a text") }
        guard length.contains(text.unicodeScalars.count) else {
            return wrong(key, "expected \(length.lowerBound) to \(length.upperBound) characters")
        }
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control || $0 == "\n" || $0 == "\t" })
        else { return wrong(key, "expected a text without control characters") }
        return text
    }

    /// A text that must be there.
    func requiredText(_ key: String, length: ClosedRange<Int> = 1...20_000) -> String? {
        guard require(key, "a text") else { return nil }
        return text(key, length: length)
    }

    func integer(_ key: String, in range: ClosedRange<Int64>) -> Int64? {
        guard let value = value(key) else { return nil }
        guard let number = value.int.map(Int64.init), range.contains(number) else {
            return wrong(key, "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func requiredInteger(_ key: String, in range: ClosedRange<Int64>) -> Int64? {
        guard require(key, "a whole number from \(range.lowerBound) to \(range.upperBound)") else { return nil }
        return integer(key, in: range)
    }

    func flag(_ key: String) -> Bool? {
        guard let value = value(key) else { return nil }
        if let flag = value.bool { return flag }
        return wrong(key, "expected true or false")
    }

    func texts(_ key: String) -> [String]? {
        guard let value = value(key) else { return nil }
        let texts = value.array.map { $0.map(\.string) } ?? [nil]
        guard texts.allSatisfy({ $0?.isEmpty == false }) else {
            return wrong(key, "expected a list of texts such as [\"a\", \"b\"]")
        }
        return texts.compactMap(\.self)
    }

    /// A text that some check turns into a value.
    func parsed<Value>(_ key: String, _ expected: String, _ parse: (String) -> Value?) -> Value? {
        guard let text = text(key) else { return nil }
        return parse(text) ?? wrong(key, "expected \(expected), not \"\(text)\"")
    }

    /// An inner table; empty when the file has none, so that its defaults apply.
    func inner(_ key: String) -> TableReader {
        guard let value = value(key) else { return TableReader(file, path: place(key), table: TOMLTable()) }
        if let table = value.table { return TableReader(file, path: place(key), table: table) }
        note(key, "expected a table")
        return TableReader(file, path: place(key), table: TOMLTable())
    }

    /// A list of tables: `[[product]]`, or `[{...}, {...}]`.
    func list(_ key: String) -> [TableReader] {
        guard let value = value(key) else { return [] }
        let tables = value.array.map { $0.map(\.table) } ?? [nil]
        if tables.contains(where: { $0 == nil }) { note(key, "expected a list of tables") }
        return tables.enumerated().compactMap { index, table in
            table.map { TableReader(file, path: "\(place(key))[\(index)]", table: $0) }
        }
    }

    @discardableResult
    func require(_ key: String, _ expected: String) -> Bool {
        if has(key) { return true }
        known.insert(key)
        note(key, "is missing; expected \(expected)")
        return false
    }

    /// Notes the keys that were never asked for.
    func finish() {
        for key in table.keys.sorted() where !known.contains(key) {
            note(key, "is not known here; expected one of \(known.sorted().joined(separator: ", "))")
        }
    }

    private func value(_ key: String) -> (any TOMLValueConvertible)? {
        known.insert(key)
        return table[key]
    }

    private func wrong<Value>(_ key: String, _ message: String) -> Value? {
        note(key, message)
        return nil
    }
}
