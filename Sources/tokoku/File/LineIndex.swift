/// On which line of a TOML text each key stands.
///
/// TOMLKit tells lines of syntax errors only. This reads a text that TOMLKit has already accepted, so it need not
/// judge, only find: table headers, keys at the start of a statement, and tables inside of lists.
struct LineIndex {
    private var lines: [String: Int] = [:]
    /// How many tables a list made of `[[name]]` has so far.
    private var counts: [String: Int] = [:]

    init(_ text: String) {
        var scanner = Scanner(Array(text.utf8))
        var table = ""
        while let statement = scanner.next() {
            switch statement {
            case .header(let names, let isList, let line):
                table = resolve(names, isList: isList)
                lines[table] = line
            case .key(let names, let line, let tables):
                let path = ([table] + names).filter { !$0.isEmpty }.joined(separator: ".")
                lines[path] = line
                for (index, line) in tables.enumerated() { lines["\(path)[\(index)]"] = line }
            }
        }
    }

    /// The line of a key, or of the nearest one it lies in: a missing key is reported at its table.
    func line(of path: String) -> Int {
        var path = Substring(path)
        while !path.isEmpty {
            if let line = lines[String(path)] { return line }
            guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { break }
            path = path[..<end]
        }
        return 1
    }

    /// `product.variant` -> `product[3].variant[0]`: lists are entered at their latest table.
    private mutating func resolve(_ names: [String], isList: Bool) -> String {
        var path = ""
        for (index, name) in names.enumerated() {
            path += path.isEmpty ? name : ".\(name)"
            if isList, index == names.count - 1 { counts[path, default: 0] += 1 }
            if let count = counts[path] { path += "[\(count - 1)]" }
        }
        return path
    }
}

private enum LineStatement {
    case header(names: [String], isList: Bool, line: Int)
    /// - tables: the lines of the tables in its list, if it is one.
    case key(names: [String], line: Int, tables: [Int])
}

private struct Scanner {
    private let bytes: [UInt8]
    private var at = 0
    private var line = 1

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> LineStatement? {
        skipBlank()
        guard at < bytes.count else { return nil }
        let line = line
        if bytes[at] == UInt8(ascii: "[") {
            let isList = at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "[")
            at += isList ? 2 : 1
            let names = readNames(until: UInt8(ascii: "]"))
            while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
            return .header(names: names, isList: isList, line: line)
        }
        let names = readNames(until: UInt8(ascii: "="))
        at += 1
        return .key(names: names, line: line, tables: skipValue())
    }

    /// White space, line ends and comments.
    private mutating func skipBlank() {
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
            case UInt8(ascii: "\n"): line += 1
            case UInt8(ascii: "#"):
                while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
                continue
            default: return
            }
            at += 1
        }
    }

    private mutating func readNames(until end: UInt8) -> [String] {
        var names: [String] = []
        var name: [UInt8] = []
        while at < bytes.count, bytes[at] != end, bytes[at] != UInt8(ascii: "\n") {
            switch bytes[at] {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                let start = at
                skipString()
                name.append(contentsOf: bytes[(start + 1)..<(at - 1)])
                continue
            case UInt8(ascii: "."):
                names.append(String(decoding: name, as: UTF8.self))
                name = []
            case UInt8(ascii: " "), UInt8(ascii: "\t"): break
            default: name.append(bytes[at])
            }
            at += 1
        }
        return names + [String(decoding: name, as: UTF8.self)]
    }

    /// Up to the end of the line on which all brackets are closed.
    private mutating func skipValue() -> [Int] {
        var depth = 0
        var tables: [Int] = []
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                skipString()
                continue
            case UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "{"):
                if depth == 1 { tables.append(line) }
                depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: "#"), UInt8(ascii: "\n"):
                if depth == 0 { return tables }
                skipBlank()
                continue
            default: break
            }
            at += 1
        }
        return tables
    }

    /// `"..."`, `'...'`, `"""..."""`, `'''...'''`
    private mutating func skipString() {
        let quote = bytes[at]
        let isLong = at + 2 < bytes.count && bytes[at + 1] == quote && bytes[at + 2] == quote
        at += isLong ? 3 : 1
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "\n") { line += 1 }
            if bytes[at] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\n") { line += 1 }
                at += 2
                continue
            }
            if bytes[at] == quote {
                var run = 1
                while at + run < bytes.count, bytes[at + run] == quote { run += 1 }
                if !isLong || run >= 3 {
                    // A long string may end in one or two quotes of its own.
                    at += isLong ? run : 1
                    return
                }
                at += run
                continue
            }
            at += 1
        }
    }
}
