/// Walks a page with everything it includes, as a renderer would, and finds what must not be rendered.
struct TemplateChecker {
    /// A page that includes more than this is a bomb, not a page.
    static let mostNodes = 50_000

    private struct Place {
        let file: String
        /// Names in reach, innermost last; lookups climb out as swift-mustache's do.
        var scopes: [Shape]
        var blocks: [String: (body: [TemplateNode], file: String)] = [:]
        var depth = 0
    }

    private let templates: [String: [TemplateNode]]
    private var markup = Markup()
    private var visited = 0
    private var parts: [String] = []
    private(set) var problems: [PackProblem] = []

    /// - Parameter templates: by name (`layout`, `pages/home`, `parts/card`).
    static func check(page: String, shape: Shape, templates: [String: [TemplateNode]]) -> [PackProblem] {
        var checker = TemplateChecker(templates: templates)
        checker.walk(templates[page, default: []], at: Place(file: page + ".mustache", scopes: [shape]))
        if checker.problems.isEmpty, checker.markup.place != .text {
            checker.note("the page ends inside a tag or comment", file: page + ".mustache", line: nil)
        }
        return checker.problems
    }

    private init(templates: [String: [TemplateNode]]) { self.templates = templates }

    private mutating func walk(_ nodes: [TemplateNode], at place: Place) {
        for node in nodes {
            guard problems.isEmpty else { return }
            visited += 1
            guard visited <= Self.mostNodes else {
                return note("the page grows to more than \(Self.mostNodes) pieces", file: place.file, line: nil)
            }
            visit(node, at: place)
        }
    }

    private mutating func visit(_ node: TemplateNode, at place: Place) {
        switch node {
        case .text(let text, let line): read(text, file: place.file, line: line)
        case .variable(let name, let raw, let line):
            guard let kind = kind(of: name, at: place, line: line) else { return }
            switch kind {
            case .each, .group: note("\(name) is a section, not a word", file: place.file, line: line)
            case .flag: note("\(name) is a flag: use it as a section", file: place.file, line: line)
            case .text, .html, .link:
                if let wrong = markup.print(kind, raw: raw) {
                    note("\(name) \(wrong)", file: place.file, line: line)
                }
            }
        case .section(let name, let inverted, let body, let line):
            section(name, inverted: inverted, body: body, line: line, at: place)
        case .block(let name, let body, let line):
            guard let inside = deeper(place, line: line) else { return }
            if let filled = place.blocks[name] {
                walk(filled.body, at: Place(file: filled.file, scopes: place.scopes, depth: inside.depth))
            } else {
                walk(body, at: inside)
            }
        case .partial(let name, let line): include(name, blocks: [:], line: line, at: place)
        case .parent(let name, let blocks, let line):
            include(name, blocks: blocks.mapValues { ($0, place.file) }, line: line, at: place)
        }
    }

    private mutating func section(
        _ name: String, inverted: Bool, body: [TemplateNode], line: Int, at place: Place
    ) {
        guard let kind = kind(of: name, at: place, line: line), var inside = deeper(place, line: line) else { return }
        if let wrong = markup.takesSections { return note(wrong, file: place.file, line: line) }
        switch (kind, inverted) {
        case (.group, true): return note("\(name) is always there", file: place.file, line: line)
        case (.each(let shape), false), (.group(let shape), false): inside.scopes.append(shape)
        default: break
        }
        let before = markup
        walk(body, at: inside)
        if problems.isEmpty, !markup.meets(before) {
            note("section \(name) must end where it began, in the same tag", file: place.file, line: line)
        }
        markup = before
    }

    private mutating func include(
        _ name: String, blocks: [String: (body: [TemplateNode], file: String)], line: Int, at place: Place
    ) {
        guard let nodes = templates[name] else {
            return note("there is no \(name).mustache", file: place.file, line: line)
        }
        guard !name.hasPrefix("pages/") else { return note("pages may not be included", file: place.file, line: line) }
        guard !parts.contains(name) else {
            let circle = (parts + [name]).joined(separator: " > ")
            return note("\(name) includes itself: \(circle)", file: place.file, line: line)
        }
        guard var inside = deeper(place, line: line) else { return }
        if let wrong = markup.takesSections { return note(wrong, file: place.file, line: line) }
        inside = Place(file: name + ".mustache", scopes: place.scopes, blocks: blocks, depth: inside.depth)
        parts.append(name)
        walk(nodes, at: inside)
        parts.removeLast()
    }

    private mutating func deeper(_ place: Place, line: Int) -> Place? {
        var inside = place
        inside.depth += 1
        guard inside.depth <= TemplateParser.deepest else {
            note("sections and parts are nested deeper than \(TemplateParser.deepest)", file: place.file, line: line)
            return nil
        }
        return inside
    }

    /// The kind of a dotted name: its first part from the nearest scope that has it, the rest inside that.
    private mutating func kind(of name: String, at place: Place, line: Int) -> Shape.Kind? {
        let path = name.split(separator: ".").map(String.init)
        var kind = place.scopes.lazy.reversed().compactMap { $0[path[0]] }.first
        for part in path.dropFirst() {
            guard case .group(let shape) = kind else {
                kind = nil
                break
            }
            kind = shape[part]
        }
        if kind == nil {
            let known = Set(place.scopes.flatMap { $0.names.keys }).sorted().joined(separator: ", ")
            note("unknown name \(name); known here: \(known)", file: place.file, line: line)
        }
        return kind
    }

    private mutating func read(_ text: String, file: String, line: Int) {
        var line = line
        for byte in text.utf8 {
            if byte == 0x0a { line += 1 }
            if let wrong = markup.read(byte) { return note(wrong, file: file, line: line) }
        }
    }

    private mutating func note(_ message: String, file: String, line: Int?) {
        problems.append(PackProblem(file: file, line: line, message: message))
    }
}
