/// What a request carries in its query, its form or its JSON body, read by name.
///
/// A form may nest as PHP does: `order_items[0][price]=125000`.
struct Fields: Sendable {
    let root: JSON

    static let none = Fields(root: .object([]))

    init(root: JSON) { self.root = root }

    /// Reads `a=1&b=2`, decoded once.
    init(form text: String) {
        var tree = FormTree()
        for (name, value) in FormText.pairs(of: text) { tree.insert(value, at: FormText.path(of: name)) }
        root = tree.json
    }

    /// The text of a field; a number is its digits. Nil when it is missing, null or not a single value.
    func text(_ name: String) -> String? {
        switch root[name] {
        case .text(let text): text
        case .integer(let number): String(number)
        case .decimal(let digits): digits
        case .bool(let flag): flag ? "1" : "0"
        default: nil
        }
    }

    /// The text of a field that says something.
    func filled(_ name: String) -> String? { text(name).flatMap { $0.isEmpty ? nil : $0 } }

    /// A whole number, sent as a number or as digits.
    func integer(_ name: String) -> Int64? {
        switch root[name] {
        case .integer(let number): number
        case .text(let text): Int64(text)
        default: nil
        }
    }

    func flag(_ name: String) -> Bool {
        if case .bool(let flag) = root[name] { return flag }
        return ["1", "true", "on", "yes"].contains(text(name) ?? "")
    }

    /// The elements of a list of objects; nil when it is no list.
    func list(_ name: String) -> [Fields]? {
        guard case .list(let elements) = root[name] else { return nil }
        return elements.map(Fields.init(root:))
    }

    /// The elements of a list of texts, or one text with commas between.
    func texts(_ name: String) -> [String] {
        switch root[name] {
        case .list(let elements):
            elements.compactMap { if case .text(let text) = $0 { text } else { nil } }
        case .text(let text):
            text.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
        default: []
        }
    }
}

/// A form's names as a tree, before it is known which levels are lists.
private struct FormTree {
    private var value: String?
    private var children: [(name: String, tree: FormTree)] = []

    mutating func insert(_ text: String, at path: ArraySlice<String>) {
        guard let first = path.first else {
            value = text
            return
        }
        let name = first.isEmpty ? String(children.count) : first
        if let index = children.firstIndex(where: { $0.name == name }) {
            children[index].tree.insert(text, at: path.dropFirst())
        } else {
            var tree = FormTree()
            tree.insert(text, at: path.dropFirst())
            children.append((name, tree))
        }
    }

    var json: JSON {
        if children.isEmpty { return value.map(JSON.text) ?? .object([]) }
        let members = children.map { JSON.Member(name: $0.name, value: $0.tree.json) }
        return members.allSatisfy { UInt($0.name) != nil } ? .list(members.map(\.value)) : .object(members)
    }
}
