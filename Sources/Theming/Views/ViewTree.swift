/// What a page says, as a tree of finished words built by hand. Templates see this and nothing else.
public struct ViewTree: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    public private(set) var values: [String: ViewValue]

    public init(_ values: [String: ViewValue] = [:]) { self.values = values }

    public init(dictionaryLiteral elements: (String, ViewValue)...) {
        values = Dictionary(elements, uniquingKeysWith: { _, last in last })
    }

    public subscript(name: String) -> ViewValue? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// This tree with the other's names added; where both have one, the other's counts.
    public func merging(_ other: ViewTree) -> ViewTree {
        ViewTree(values.merging(other.values) { _, new in new })
    }
}

/// One value of a view. The kind decides the escaping: text always, markup never.
public indirect enum ViewValue: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    /// Plain text; empty text counts as absent in a section.
    case text(String)
    /// Markup made by the platform.
    case html(SanitisedHTML)
    /// An address, or none.
    case link(Link?)
    case flag(Bool)
    /// A section that repeats; none or one of a thing is a list too.
    case list([ViewTree])
    /// A group of names that is always there.
    case group(ViewTree)

    public init(stringLiteral value: String) { self = .text(value) }

    public init(booleanLiteral value: Bool) { self = .flag(value) }

    /// A list with one element, or an empty one.
    public static func maybe(_ tree: ViewTree?) -> ViewValue { .list(tree.map { [$0] } ?? []) }

    public static func number(_ number: some BinaryInteger) -> ViewValue { .text(String(number)) }
}
