/// Which names a view has, and of what kind: the documented contract between a page and every theme.
public struct Shape: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    public indirect enum Kind: Hashable, Sendable {
        case text, html, link, flag
        /// Repeats for each element.
        case each(Shape)
        /// Always there.
        case group(Shape)
    }

    public private(set) var names: [String: Kind]

    public init(_ names: [String: Kind] = [:]) { self.names = names }

    public init(dictionaryLiteral elements: (String, Kind)...) {
        names = Dictionary(elements, uniquingKeysWith: { _, last in last })
    }

    public subscript(name: String) -> Kind? { names[name] }

    public func merging(_ other: Shape) -> Shape { Shape(names.merging(other.names) { _, new in new }) }

    /// Where a tree differs from this shape: missing names, names too many, other kinds. Empty when it matches.
    public func differences(from tree: ViewTree, at path: String = "") -> [String] {
        var found: [String] = []
        for name in Set(names.keys).union(tree.values.keys).sorted() {
            let place = path.isEmpty ? name : "\(path).\(name)"
            switch (names[name], tree[name]) {
            case (nil, _): found.append("\(place) is not in the shape")
            case (_, nil): found.append("\(place) is missing")
            case (.text, .text), (.html, .html), (.link, .link), (.flag, .flag): break
            case (.group(let shape), .group(let tree)): found += shape.differences(from: tree, at: place)
            case (.each(let shape), .list(let trees)):
                for (index, tree) in trees.enumerated() {
                    found += shape.differences(from: tree, at: "\(place)[\(index)]")
                }
            default: found.append("\(place) is of another kind")
            }
        }
        return found
    }

    /// A tree of this shape for rehearsing a pack: everything empty, or two of everything with hostile words.
    public func sample(hostile: Bool) -> ViewTree {
        ViewTree(
            names.mapValues { kind in
                switch kind {
                case .text: .text(hostile ? Self.hostileText : "")
                case .html: .html(SanitisedHTML(built: hostile ? "<p>contoh</p>" : ""))
                case .link: .link(hostile ? Link("contoh") : nil)
                case .flag: .flag(hostile)
                case .each(let shape):
                    .list(hostile ? [shape.sample(hostile: true), shape.sample(hostile: true)] : [])
                case .group(let shape): .group(shape.sample(hostile: hostile))
                }
            })
    }

    static let hostileText = "\"\u{301}><script>alert(1)</script>'&{{name}}{{>layout}}"
}

/// A page of the platform: its template is `pages/<name>.mustache`.
public struct PageShape: Hashable, Sendable {
    public let name: String
    public let shape: Shape

    public init(_ name: String, _ shape: Shape) {
        self.name = name
        self.shape = shape
    }
}
