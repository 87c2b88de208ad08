import Mustache

/// The view tree in the words of swift-mustache. Conformances instead of reflection: four times as fast, and nothing
/// that is not in the tree can be printed.
struct MustacheBranch: MustacheParent {
    let tree: ViewTree

    func child(named name: String) -> Any? {
        switch tree[name] {
        case .text(let text): MustacheWord(renderText: HTMLText.escaped(text))
        case .html(let html): MustacheWord(renderText: html.markup)
        case .link(let link): MustacheWord(renderText: HTMLText.escaped(link?.text ?? ""))
        case .flag(let flag): flag
        case .list(let trees): MustacheBranches(trees: trees)
        case .group(let tree): MustacheBranch(tree: tree)
        case nil: nil
        }
    }
}

/// Escaped already; empty counts as absent. A parent without children, so lookups inside its section climb out.
struct MustacheWord: MustacheCustomRenderable, MustacheParent {
    let renderText: String

    var isNull: Bool { renderText.isEmpty }

    func child(named name: String) -> Any? { nil }
}

struct MustacheBranches: MustacheSequence, MustacheParent {
    let trees: [ViewTree]

    func makeIterator() -> AnyIterator<MustacheBranch> {
        var trees = trees.makeIterator()
        return AnyIterator { trees.next().map(MustacheBranch.init) }
    }

    func child(named name: String) -> Any? { nil }
}
