/// An e-mail address by which somebody of the staff signs in, in lower case.
struct StaffEmail: Hashable {
    let text: String

    /// Something before one `@`, something with a dot after it, no spaces, 254 characters at most (RFC 5321).
    init(_ typed: String) throws(StaffError) {
        let text = typed.lowercased().filter { !$0.isNewline }
        let trimmed = String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        let parts = trimmed.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, trimmed.utf8.count <= 254,
            trimmed.unicodeScalars.allSatisfy({
                !$0.properties.isWhitespace && $0.properties.generalCategory != .control
            }),
            parts[1].contains("."), !parts[1].hasPrefix("."), !parts[1].hasSuffix(".")
        else { throw .unusableEmail }
        self.text = trimmed
    }
}
