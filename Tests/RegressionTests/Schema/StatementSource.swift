import Foundation

/// A statement as it stands in the sources: `SQL("cart.lines", "SELECT ...")`.
struct StatementSource: Sendable, CustomStringConvertible {
    let place: String
    let name: String
    let text: String

    var description: String { "\(name) (\(place))" }

    /// The tables it names by marks: `{cart_line}`.
    var tables: Set<String> {
        Set(text.matches(of: /\{([a-z_]+)\}/).map { String($0.1) })
    }

    func rendered(schema: String) -> String {
        text.replacing(/\{([a-z_]+)\}/) { "\(schema).\"\($0.1)\"" }
    }

    /// Every statement of the rooms, pages and doors.
    /// - Throws: ``UnreadableStatement`` for one that is written in a way this does not read.
    static func all() throws -> [StatementSource] {
        try Checkout.files(in: "Sources").filter { $0.target != "Postgres" && $0.text.contains("SQL(") }.flatMap {
            file in
            try found(in: file.text, of: file.path)
        }
    }

    private static func found(in text: String, of path: String) throws -> [StatementSource] {
        let whole =
            #/
            "(?<name>[^"\\]+)",\s*
            (?:"""\n(?<long>.*?)\n\s*"""|"(?<short>(?:[^"\\]|\\.)*)")\s*
            (?:,\s*announces:\s*true\s*)?\)
            /#
            .dotMatchesNewlines()
        return try text.matches(of: /\bSQL\(\s*/).map { start in
            let line = text[..<start.range.lowerBound].count { $0.isNewline } + 1
            guard let match = text[start.range.upperBound...].prefixMatch(of: whole) else {
                throw UnreadableStatement(place: "\(path):\(line)")
            }
            let words = match.output.long ?? match.output.short ?? ""
            guard !words.contains("\\") else { throw UnreadableStatement(place: "\(path):\(line)") }
            return StatementSource(place: "\(path):\(line)", name: String(match.output.name), text: String(words))
        }
    }
}

struct UnreadableStatement: Error { let place: String }
