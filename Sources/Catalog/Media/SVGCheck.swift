/// Decides whether an SVG is only a drawing.
///
/// An SVG is a document: it can run scripts, embed HTML and load other files. So it is read by a list of what is
/// allowed. Elements not on the list (script, foreignObject, image, a, animations), attributes `on...`, references to
/// anything but the document's own parts, doctypes, entities and escapes that could hide one of these: refused.
struct SVGCheck {
    private static let elements: Set<String> = [
        "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline",
        "polygon", "text", "tspan", "lineargradient", "radialgradient", "stop", "pattern", "clippath", "mask",
        "marker", "filter", "feblend", "fecolormatrix", "fecomponenttransfer", "fecomposite", "feconvolvematrix",
        "fediffuselighting", "fedisplacementmap", "fedropshadow", "feflood", "fefunca", "fefuncb", "fefuncg",
        "fefuncr", "fegaussianblur", "femerge", "femergenode", "femorphology", "feoffset", "fespecularlighting",
        "fetile", "feturbulence", "fedistantlight", "fepointlight", "fespotlight",
    ]

    static func looksLikeSVG(_ bytes: [UInt8]) -> Bool {
        let head = String(decoding: bytes.prefix(4_096), as: UTF8.self).lowercased()
        let start = head.drop { $0.isWhitespace || $0 == "\u{feff}" }
        let mayOpen = ["<svg", "<?xml", "<!--"].contains { start.hasPrefix($0) }
        return mayOpen && start.contains("<svg")
    }

    static func isOnlyADrawing(_ bytes: [UInt8]) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(0) else { return false }
        var rest = Substring(text)
        if rest.first == "\u{feff}" { rest.removeFirst() }
        rest = rest.drop(while: \.isWhitespace)
        if rest.hasPrefix("<?xml") {
            guard let declaration = rest.prefixUpTo("?>"), !declaration.dropFirst().contains("<") else { return false }
            rest = rest[declaration.endIndex...].dropFirst(2)
        }
        while let open = rest.firstIndex(of: "<") {
            rest = rest[open...]
            if rest.hasPrefix("<!--") {
                guard let comment = rest.prefixUpTo("-->") else { return false }
                rest = rest[comment.endIndex...].dropFirst(3)
                continue
            }
            guard let tag = Tag(&rest), elements.contains(tag.name), tag.attributes.allSatisfy(isHarmless) else {
                return false
            }
        }
        return true
    }

    /// From the root's `width` and `height`, else from its `viewBox`; rounded, since pixels are whole.
    static func size(_ bytes: [UInt8]) -> (Int, Int)? {
        var rest = Substring(String(decoding: bytes, as: UTF8.self))
        while let open = rest.firstIndex(of: "<") {
            rest = rest[open...]
            guard rest.lowercased().hasPrefix("<svg") else {
                rest = rest.dropFirst()
                continue
            }
            guard let root = Tag(&rest) else { return nil }
            let named = Dictionary(root.attributes, uniquingKeysWith: { first, _ in first })
            if let width = pixels(named["width"]), let height = pixels(named["height"]) { return (width, height) }
            let box = (named["viewbox"] ?? "").split { $0 == " " || $0 == "," }.map(String.init)
            guard box.count == 4, let width = pixels(box[2]), let height = pixels(box[3]) else { return nil }
            return (width, height)
        }
        return nil
    }

    private static func pixels(_ text: String?) -> Int? {
        guard var text else { return nil }
        if text.hasSuffix("px") { text.removeLast(2) }
        guard let number = Double(text), number >= 0.5, number < 100_000 else { return nil }
        return Int(number.rounded())
    }

    private static func isHarmless(_ name: String, _ value: String) -> Bool {
        // Character references and CSS escapes can spell a word that is not looked for.
        guard !name.hasPrefix("on"), !value.contains("&"), !value.contains("\\"), !value.contains("<") else {
            return false
        }
        if name == "href" || name.hasSuffix(":href") { return value.hasPrefix("#") }
        if name.hasPrefix("xmlns") { return true }
        let lowered = value.lowercased().filter { !$0.isWhitespace }
        guard !lowered.contains("script:"), !lowered.contains("@import"), !lowered.contains("image(") else {
            return false
        }
        return lowered.split(separator: "url(", omittingEmptySubsequences: false).dropFirst().allSatisfy {
            $0.first == "#" || $0.hasPrefix("'#") || $0.hasPrefix("\"#")
        }
    }
}

/// `<name attribute="value">`, `</name>` or `<name/>`; names in lower case, every value quoted.
private struct Tag {
    let name: String
    private(set) var attributes: [(String, String)] = []

    /// Takes the tag off the front of `rest`, which begins with `<`. Nil when it is not written like one.
    init?(_ rest: inout Substring) {
        rest.removeFirst()
        let isClosing = rest.first == "/"
        if isClosing { rest.removeFirst() }
        name = Self.word(&rest)
        guard !name.isEmpty else { return nil }
        while true {
            let before = rest.startIndex
            rest = rest.drop(while: \.isWhitespace)
            if rest.first == ">" { break }
            if rest.hasPrefix("/>"), !isClosing {
                rest.removeFirst()
                break
            }
            guard !isClosing, rest.startIndex > before else { return nil }
            let attribute = Self.word(&rest)
            rest = rest.drop(while: \.isWhitespace)
            guard !attribute.isEmpty, rest.first == "=" else { return nil }
            rest = rest.dropFirst().drop(while: \.isWhitespace)
            guard let quote = rest.first, quote == "\"" || quote == "'",
                let end = rest.dropFirst().firstIndex(of: quote)
            else { return nil }
            attributes.append((attribute, String(rest[rest.index(after: rest.startIndex)..<end])))
            rest = rest[rest.index(after: end)...]
        }
        rest.removeFirst()
    }

    private static func word(_ rest: inout Substring) -> String {
        let word = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_:.".contains($0)) }
        rest = rest[word.endIndex...]
        return word.lowercased()
    }
}

extension Substring {
    /// What stands before `mark`; nil when there is none.
    fileprivate func prefixUpTo(_ mark: String) -> Substring? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(mark) { return self[..<at] }
            at = index(after: at)
        }
        return nil
    }
}
