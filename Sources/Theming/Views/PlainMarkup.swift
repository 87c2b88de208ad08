/// The little markup shop owners write in descriptions: paragraphs, `## headings`, `- lists` and `**bold**`.
public enum PlainMarkup {
    /// Everything is escaped first, so whatever else was typed shows as text.
    public static func html(_ text: String) -> SanitisedHTML {
        var out = ""
        var paragraph: [String] = []
        var items: [String] = []
        func flush() {
            if !paragraph.isEmpty { out += "<p>" + paragraph.joined(separator: "<br>") + "</p>" }
            if !items.isEmpty { out += "<ul>" + items.map { "<li>\($0)</li>" }.joined() + "</ul>" }
            paragraph = []
            items = []
        }
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let line = trimmed(line)
            if line.isEmpty {
                flush()
            } else if line.hasPrefix("#") {
                flush()
                out += "<h3>" + inline(trimmed(line.drop { $0 == "#" })) + "</h3>"
            } else if line.hasPrefix("- ") || line.hasPrefix("* ") {
                if !paragraph.isEmpty { flush() }
                items.append(inline(trimmed(line.dropFirst(2))))
            } else {
                if !items.isEmpty { flush() }
                paragraph.append(inline(line))
            }
        }
        flush()
        return SanitisedHTML(built: out)
    }

    /// The text without its marks, cut at a word: for meta descriptions.
    public static func summary(_ text: String, limit: Int = 155) -> String {
        let words = text.filter { $0 != "#" && $0 != "*" }.split(whereSeparator: \.isWhitespace)
        var out = ""
        for word in words where word != "-" {
            guard out.count + word.count + 1 <= limit else { return out + "…" }
            out += (out.isEmpty ? "" : " ") + word
        }
        return out
    }

    private static func inline(_ text: Substring) -> String {
        let parts = HTMLText.escaped(String(text)).components(around: "**")
        // An even number of marks closes every one of them; with an odd number the last is just two stars.
        var out = ""
        for (index, part) in parts.enumerated() {
            let isBold = index % 2 == 1
            if isBold, index == parts.count - 1 {
                out += "**" + part
            } else {
                out += isBold ? "<strong>\(part)</strong>" : part
            }
        }
        return out
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return text
    }
}

extension String {
    /// The parts between occurrences of a two-character mark.
    fileprivate func components(around mark: String) -> [String] {
        var parts: [String] = [""]
        var rest = self[...]
        while !rest.isEmpty {
            if rest.hasPrefix(mark) {
                parts.append("")
                rest = rest.dropFirst(mark.count)
            } else {
                parts[parts.count - 1].append(rest.removeFirst())
            }
        }
        return parts
    }
}
