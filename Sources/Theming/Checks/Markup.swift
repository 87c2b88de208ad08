/// Follows HTML through a template, so the checker knows where a name would be printed.
///
/// Stricter than a browser: what it cannot follow with certainty is refused.
struct Markup: Equatable {
    enum Place: Equatable {
        case text
        /// After `<`, reading an element's name.
        case elementName
        /// Between attributes, or in an attribute's name.
        case tag
        case afterEquals
        case quoted(by: UInt8)
        case comment
        case declaration
        /// Inside `<script src>`, where nothing may stand.
        case script
    }

    private(set) var place = Place.text
    private(set) var element = ""
    private(set) var attribute = ""
    /// What stands in the attribute so far; a printed name counts as one character.
    private(set) var value = ""
    private(set) var valueHasName = false
    private var seen: Set<String> = []
    private var hasNames = false
    private var tail = ""

    static let addressAttributes: Set<String> = [
        "href", "src", "action", "formaction", "poster", "cite", "data", "srcset",
    ]
    static let refusedElements: Set<String> = ["style", "iframe", "object", "embed", "base", "frame", "applet"]

    /// What is wrong with the text, or nil.
    mutating func read(_ byte: UInt8) -> String? {
        switch place {
        case .text: return readText(byte)
        case .elementName: return readElementName(byte)
        case .tag: return readTag(byte)
        case .afterEquals:
            if byte == 0x22 || byte == 0x27 {
                place = .quoted(by: byte)
                value = ""
                valueHasName = false
                return nil
            }
            return Self.isSpace(byte) ? nil : "the value of \(attribute) must stand in quotes"
        case .quoted(let quote): return readValue(byte, quote: quote)
        case .comment:
            tail = String((tail + String(Character(UnicodeScalar(byte)))).suffix(3))
            if tail == "-->" { place = .text }
        case .declaration:
            if tail.isEmpty, byte == 0x2d {
                place = .comment
            } else if byte == 0x3e {
                place = .text
            }
            tail = "x"
        case .script:
            guard byte == 0x3c else {
                return Self.isSpace(byte) ? nil : "scripts belong into assets, not into the page"
            }
            place = .elementName
            element = ""
        }
        return nil
    }

    private mutating func readText(_ byte: UInt8) -> String? {
        if byte == 0x3c {
            place = .elementName
            element = ""
            attribute = ""
            seen = []
            hasNames = false
        }
        return nil
    }

    private mutating func readElementName(_ byte: UInt8) -> String? {
        if element.isEmpty, byte == 0x21 {
            place = .declaration
            tail = ""
            return nil
        }
        let isLetter = (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
        if isLetter || (element.isEmpty ? byte == 0x2f : (0x30...0x39).contains(byte) || byte == 0x2d) {
            element.append(Character(UnicodeScalar(byte | (isLetter ? 0x20 : 0))))
            return nil
        }
        guard element.last?.isLetter == true || element.last?.isNumber == true else {
            return "write &lt; for a < that opens no element"
        }
        if Self.refusedElements.contains(element) { return "<\(element)> is not allowed" }
        place = .tag
        attribute = ""
        return readTag(byte)
    }

    private mutating func readTag(_ byte: UInt8) -> String? {
        switch byte {
        case 0x3e:
            if element == "script", !seen.contains("src") { return "<script> needs src: scripts belong into assets" }
            if seen.contains("http-equiv"), hasNames { return "a tag with http-equiv may not print names" }
            place = element == "script" ? .script : .text
            attribute = ""
        case 0x3d:
            if attribute.hasPrefix("on") { return "\(attribute) is a script: not allowed" }
            if attribute == "style" || attribute == "srcdoc" { return "\(attribute) is not allowed" }
            if attribute.isEmpty { return "= without an attribute" }
            seen.insert(attribute)
            place = .afterEquals
        case 0x22, 0x27, 0x3c: return "a quote or < inside <\(element)> where an attribute was expected"
        default:
            if Self.isSpace(byte) || byte == 0x2f {
                attribute = ""
            } else {
                attribute.append(Character(UnicodeScalar(byte)).lowercased())
            }
        }
        return nil
    }

    private mutating func readValue(_ byte: UInt8, quote: UInt8) -> String? {
        let isAddress = Self.addressAttributes.contains(attribute)
        if byte == quote {
            place = .tag
            if isAddress, !valueHasName, !Self.isOwnAddress(value) {
                return "\(attribute) must be an address on this shop or one printed name, not \(value)"
            }
            attribute = ""
            return nil
        }
        if isAddress, valueHasName { return "\(attribute) must be one printed name and nothing else" }
        value.append(Character(UnicodeScalar(byte)))
        return nil
    }

    /// Notes that a name is printed here. What is wrong with that, or nil.
    mutating func print(_ kind: Shape.Kind, raw: Bool) -> String? {
        if case .html = kind {
            guard raw else { return "is markup; write three braces" }
            return place == .text ? nil : "is markup and may only stand in text"
        }
        if raw { return "is not markup; write two braces" }
        switch place {
        case .text: return nil
        case .quoted:
            hasNames = true
            if Self.addressAttributes.contains(attribute) {
                guard kind == .link else { return "is no address, so it may not stand in \(attribute)" }
                guard value.isEmpty, !valueHasName else { return "must be all of \(attribute)" }
            }
            valueHasName = true
            return nil
        case .tag, .afterEquals, .elementName: return "may only stand in text or in a quoted attribute"
        case .comment, .declaration: return "may not stand in a comment"
        case .script: return "may not stand in a script"
        }
    }

    /// Whether sections and parts may begin or end here.
    var takesSections: String? {
        switch place {
        case .text, .tag: nil
        case .quoted: Self.addressAttributes.contains(attribute) ? "sections may not stand in \(attribute)" : nil
        case .elementName, .afterEquals, .comment, .declaration, .script: "sections may not stand here"
        }
    }

    /// Two ways through a section must leave the page at the same place.
    func meets(_ other: Markup) -> Bool {
        guard place == other.place else { return false }
        switch place {
        case .tag: return element == other.element
        case .quoted: return element == other.element && attribute == other.attribute
        default: return true
        }
    }

    private static func isOwnAddress(_ value: String) -> Bool {
        value.isEmpty || (Link(value).map { !$0.text.hasPrefix("https:") } ?? false)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
}
