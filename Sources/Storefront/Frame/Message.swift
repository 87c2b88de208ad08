import Theming

/// A line on top of a page: something was done, or could not be.
struct Message {
    let text: String
    var isBad = false
    var link: (url: Link, label: String)?

    static let shape: Shape = ["text": .text, "isBad": .flag, "url": .link, "label": .text]

    var view: ViewTree {
        ["text": .text(text), "isBad": .flag(isBad), "url": .link(link?.url), "label": .text(link?.label ?? "")]
    }
}

/// What is wrong in a form: the list on top of it, each line leading to its field.
struct FormProblems {
    private(set) var items: [(text: String, field: String?)] = []

    init() {}

    /// - Parameter field: the id of the field, where the page has one.
    mutating func add(_ text: String, at field: String? = nil) { items.append((text, field)) }

    var isEmpty: Bool { items.isEmpty }

    static let shape: Shape = ["items": .each(["text": .text, "target": .link])]

    var view: ViewValue {
        guard !items.isEmpty else { return .list([]) }
        return .list([
            [
                "items": .list(
                    items.map { ["text": .text($0.text), "target": .link($0.field.flatMap { Link("#\($0)") })] })
            ]
        ])
    }
}
