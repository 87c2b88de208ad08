/// How a server writes JSON. Clients that sign or compare raw bytes notice the difference.
enum JSONStyle {
    /// PHP's `json_encode` (TriPay): `\/` for a slash, `\u` for everything beyond ASCII.
    case php
    /// Go's `encoding/json` (Komerce): `\u003c` and the like for `<`, `>` and `&`.
    case go
    /// Nothing escaped that need not be (Google, and the sandbox's own interface).
    case plain
}

extension JSON {
    func written(_ style: JSONStyle = .plain) -> String {
        var out = ""
        write(to: &out, style)
        return out
    }

    private func write(to out: inout String, _ style: JSONStyle) {
        switch self {
        case .null: out += "null"
        case .bool(let flag): out += flag ? "true" : "false"
        case .integer(let number): out += String(number)
        case .decimal(let digits): out += digits
        case .text(let text): Self.quote(text, to: &out, style)
        case .list(let elements):
            out += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { out += "," }
                element.write(to: &out, style)
            }
            out += "]"
        case .object(let members):
            out += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { out += "," }
                Self.quote(member.name, to: &out, style)
                out += ":"
                member.value.write(to: &out, style)
            }
            out += "}"
        }
    }

    private static func quote(_ text: String, to out: inout String, _ style: JSONStyle) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "/" where style == .php: out += "\\/"
            case "<" where style == .go, ">" where style == .go, "&" where style == .go: escape(scalar, to: &out)
            case _ where scalar.value < 0x20: escape(scalar, to: &out)
            case _ where scalar.value > 0x7e && style == .php: escape(scalar, to: &out)
            default: out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }

    private static func escape(_ scalar: Unicode.Scalar, to out: inout String) {
        for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
    }
}
