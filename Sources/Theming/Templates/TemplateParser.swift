/// Reads the part of Mustache that packs may use: names, sections, partials, one layout, blocks, comments.
///
/// Keeps its own stack instead of recursing, so a template nested a million deep is an error and not a crash.
struct TemplateParser {
    static let deepest = 32

    private struct Open {
        enum Kind { case section(inverted: Bool), parent, block }
        let kind: Kind
        let name: String
        let line: Int
        var body: [TemplateNode] = []
        var blocks: [String: [TemplateNode]] = [:]
    }

    private let file: String
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var root: [TemplateNode] = []
    private var open: [Open] = []

    private init(_ text: String, file: String) {
        self.file = file
        bytes = Array(text.utf8)
    }

    static func parse(_ text: String, file: String) throws(PackProblem) -> [TemplateNode] {
        var parser = TemplateParser(text, file: file)
        return try parser.run()
    }

    private mutating func run() throws(PackProblem) -> [TemplateNode] {
        while position < bytes.count {
            let start = position
            let startLine = line
            while position < bytes.count, !isOpening(position) {
                if bytes[position] == 0x0a { line += 1 }
                position += 1
            }
            if position > start {
                try append(.text(String(decoding: bytes[start..<position], as: UTF8.self), line: startLine))
            }
            if position < bytes.count { try readTag() }
        }
        if let unclosed = open.last {
            throw problem("{{#\(unclosed.name)}} is opened here but never closed", line: unclosed.line)
        }
        return root
    }

    private func isOpening(_ index: Int) -> Bool {
        index + 1 < bytes.count && bytes[index] == 0x7b && bytes[index + 1] == 0x7b
    }

    private mutating func readTag() throws(PackProblem) {
        position += 2
        let sigil = position < bytes.count ? Character(UnicodeScalar(bytes[position])) : " "
        switch sigil {
        case "!":
            while position < bytes.count, !isClosing(position) {
                if bytes[position] == 0x0a { line += 1 }
                position += 1
            }
            try expectClosing("}}")
        case "{":
            position += 1
            let name = try readName(allowing: ".")
            try expectClosing("}}}")
            try append(.variable(name, raw: true, line: line))
        case "=": throw problem("set delimiters are not allowed")
        case "%": throw problem("pragmas are not allowed")
        case "&": throw problem("{{&name}} is not allowed; write {{{name}}}")
        case "#", "^":
            position += 1
            try push(Open(kind: .section(inverted: sigil == "^"), name: try readName(allowing: "."), line: line))
            try expectClosing("}}")
        case "<":
            position += 1
            guard open.isEmpty else { throw problem("{{<layout}} may only stand at the top of a page") }
            try push(Open(kind: .parent, name: try readName(allowing: "-"), line: line))
            try expectClosing("}}")
        case "$":
            position += 1
            try push(Open(kind: .block, name: try readName(allowing: "-"), line: line))
            try expectClosing("}}")
        case ">":
            position += 1
            let name = try readName(allowing: "-/")
            try expectClosing("}}")
            try append(.partial(name, line: line))
        case "/":
            position += 1
            let name = try readName(allowing: ".-")
            try expectClosing("}}")
            try close(name)
        default:
            let name = try readName(allowing: ".")
            try expectClosing("}}")
            try append(.variable(name, raw: false, line: line))
        }
    }

    private mutating func push(_ tag: Open) throws(PackProblem) {
        guard open.count < Self.deepest else { throw problem("nested deeper than \(Self.deepest)") }
        open.append(tag)
    }

    private mutating func close(_ name: String) throws(PackProblem) {
        guard let tag = open.popLast() else { throw problem("{{/\(name)}} closes nothing") }
        guard tag.name == name else {
            throw problem("{{/\(name)}} stands where {{/\(tag.name)}} was expected (opened on line \(tag.line))")
        }
        switch tag.kind {
        case .section(let inverted):
            try append(.section(tag.name, inverted: inverted, body: tag.body, line: tag.line))
        case .parent: try append(.parent(tag.name, blocks: tag.blocks, line: tag.line))
        case .block:
            if let parent = open.last, case .parent = parent.kind {
                guard parent.blocks[tag.name] == nil else { throw problem("block \(tag.name) is filled in twice") }
                open[open.count - 1].blocks[tag.name] = tag.body
            } else {
                try append(.block(tag.name, body: tag.body, line: tag.line))
            }
        }
    }

    private mutating func append(_ node: TemplateNode) throws(PackProblem) {
        guard let last = open.last else {
            root.append(node)
            return
        }
        if case .parent = last.kind {
            if case .text(let text, _) = node, text.allSatisfy(\.isWhitespace) { return }
            throw problem("between {{<\(last.name)}} and {{/\(last.name)}} only {{$blocks}} may stand")
        }
        open[open.count - 1].body.append(node)
    }

    /// A name: letters and digits, a letter first, with the given characters between.
    private mutating func readName(allowing extra: String) throws(PackProblem) -> String {
        skipSpaces()
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            let isLetter = (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
            let isLater = (0x30...0x39).contains(byte) || byte == 0x5f || extra.utf8.contains(byte)
            guard isLetter || (position > start && isLater) else { break }
            position += 1
        }
        guard position > start else {
            throw problem(
                "expected a name of letters and digits; lambdas, functions, dynamic names and {{.}} are not allowed")
        }
        let name = String(decoding: bytes[start..<position], as: UTF8.self)
        skipSpaces()
        guard name.last != ".", name.last != "/", !name.contains("..") else { throw problem("\(name) is not a name") }
        return name
    }

    private mutating func skipSpaces() {
        while position < bytes.count, bytes[position] == 0x20 { position += 1 }
    }

    private func isClosing(_ index: Int) -> Bool {
        index + 1 < bytes.count && bytes[index] == 0x7d && bytes[index + 1] == 0x7d
    }

    private mutating func expectClosing(_ mark: String) throws(PackProblem) {
        guard bytes[position...].starts(with: mark.utf8) else { throw problem("expected \(mark)") }
        position += mark.utf8.count
    }

    private func problem(_ message: String, line: Int? = nil) -> PackProblem {
        PackProblem(file: file, line: line ?? self.line, message: message)
    }
}

extension PackProblem: Error {}
