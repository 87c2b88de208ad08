/// What somebody typed into the search field, made ready for PostgreSQL's `simple` text search.
struct SearchText: Equatable {
    /// Trimmed, in lower case.
    let text: String
    /// For ILIKE: the whole text, anywhere.
    let pattern: String
    /// For `websearch_to_tsquery`: finished words.
    let words: String
    /// For `to_tsquery`: the last word as a beginning (`'kop':*`); empty when it may not be taken as one.
    let beginning: String

    /// - Returns: nil unless 1 to 80 characters are left.
    init?(_ typed: String) {
        let pieces = typed.lowercased().split { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 0x20 } }
        let text = pieces.joined(separator: " ")
        guard (1...80).contains(text.count) else { return nil }
        self.text = text
        pattern = "%" + Self.escaped(text, #"\%_"#) + "%"
        // Quotes and minus signs mean something to websearch: whoever types them gets exactly that.
        if text.contains("\"") || pieces.contains(where: { $0.hasPrefix("-") }) {
            words = text
            beginning = ""
        } else {
            words = pieces.dropLast().joined(separator: " ")
            beginning = "'" + (pieces.last.map { Self.escaped(String($0), #"\'"#) } ?? "") + "':*"
        }
    }

    /// A backslash before each of `marks`: PostgreSQL reads both LIKE patterns and quoted lexemes so.
    private static func escaped(_ text: String, _ marks: String) -> String {
        text.reduce(into: "") { out, letter in
            if marks.contains(letter) { out.append("\\") }
            out.append(letter)
        }
    }
}
