/// Text out of a provider's HTML: tags gone, entities read, one line for each line people would see.
enum PlainLines {
    static func text(_ html: String) -> [String] {
        var visible = ""
        var rest = Substring(html)
        while let character = rest.first {
            if character == "<", let end = rest.firstIndex(of: ">"), isTag(rest.dropFirst()) {
                let name = tagName(rest[..<end].dropFirst())
                rest = rest[end...].dropFirst()
                if name == "script" || name == "style" {
                    rest = after(closing: name, in: rest)
                } else if breaking.contains(name) {
                    visible.append("\n")
                }
            } else if character == "&", let (replacement, length) = entity(rest) {
                visible.append(replacement)
                rest = rest.dropFirst(length)
            } else {
                visible.append(character.isNewline ? " " : character)
                rest = rest.dropFirst()
            }
        }
        return visible.split(separator: "\n")
            .map { line in line.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            .filter { !$0.isEmpty }
    }

    private static let breaking: Set<String> = ["br", "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3"]

    private static let named: [Substring: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ",
    ]

    /// `<b>` and `</b>` are tags; in `saldo < 5000` nothing is.
    private static func isTag(_ text: Substring) -> Bool {
        guard let first = text.first else { return false }
        return first.isLetter || first == "/" || first == "!"
    }

    private static func tagName(_ inside: Substring) -> String {
        inside.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
    }

    private static func after(closing name: String, in text: Substring) -> Substring {
        var rest = text
        while let open = rest.firstIndex(of: "<") {
            let inside = rest[open...].dropFirst()
            if inside.first == "/", tagName(inside) == name {
                guard let end = inside.firstIndex(of: ">") else { return "" }
                return inside[end...].dropFirst()
            }
            rest = inside
        }
        return ""
    }

    /// What stands at the front, as text, and how many characters it took; nil when it is no entity.
    private static func entity(_ text: Substring) -> (String, Int)? {
        let body = text.dropFirst().prefix(10).prefix { $0 != ";" }
        guard text.dropFirst(body.count + 1).first == ";" else { return nil }
        if let replacement = named[body] { return (replacement, body.count + 2) }
        guard body.first == "#" else { return nil }
        let digits = body.dropFirst()
        let code = digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let code, code >= 0x20, let scalar = Unicode.Scalar(code) else { return nil }
        return (String(Character(scalar)), body.count + 2)
    }
}
