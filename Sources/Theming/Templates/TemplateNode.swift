/// A template as the checker reads it.
indirect enum TemplateNode: Sendable {
    case text(String, line: Int)
    /// `{{name}}`, or `{{{name}}}` when raw.
    case variable(String, raw: Bool, line: Int)
    case section(String, inverted: Bool, body: [TemplateNode], line: Int)
    case partial(String, line: Int)
    /// `{{<layout}}` with the blocks it fills in.
    case parent(String, blocks: [String: [TemplateNode]], line: Int)
    /// `{{$block}}` with what stands there when nobody fills it in.
    case block(String, body: [TemplateNode], line: Int)
}

extension [TemplateNode] {
    /// The template as swift-mustache gets it: values carry their own escaping, so names are printed with three
    /// braces; lines lose their indentation, which pages would otherwise repeat for every card.
    var source: String {
        var out = ""
        for node in self { node.write(to: &out) }
        return out
    }
}

extension TemplateNode {
    fileprivate func write(to out: inout String) {
        switch self {
        case .text(let text, _): out += Self.withoutIndentation(text)
        case .variable(let name, _, _): out += "{{{\(name)}}}"
        case .section(let name, let inverted, let body, _):
            out += "{{\(inverted ? "^" : "#")\(name)}}\(body.source){{/\(name)}}"
        case .partial(let name, _): out += "{{>\(name)}}"
        case .parent(let name, let blocks, _):
            out += "{{<\(name)}}"
            for block in blocks.keys.sorted() {
                out += "{{$\(block)}}\(blocks[block, default: []].source){{/\(block)}}"
            }
            out += "{{/\(name)}}"
        case .block(let name, let body, _): out += "{{$\(name)}}\(body.source){{/\(name)}}"
        }
    }

    private static func withoutIndentation(_ text: String) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count)
        var atLineStart = false
        for byte in text.utf8 {
            switch byte {
            case 0x0a:
                if !atLineStart { out.append(byte) }
                atLineStart = true
            case 0x0d: break
            case 0x20, 0x09:
                if !atLineStart { out.append(byte) }
            default:
                atLineStart = false
                out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
