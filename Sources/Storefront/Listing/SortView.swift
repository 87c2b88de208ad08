import Catalog
import Theming

/// The orders a list can stand in.
enum SortView {
    static let shape: Shape = ["choices": .each(["label": .text, "url": .link, "isCurrent": .flag])]

    /// - Parameters:
    ///   - current: nil for the best match first.
    ///   - best: the list can stand so.
    static func view(_ current: CatalogSort?, best: Bool = false, link: (CatalogSort?) -> Link) -> ViewValue {
        let choices: [(String, CatalogSort?)] =
            (best ? [("Paling cocok", nil)] : [])
            + [("Terbaru", .newest), ("Termurah", .cheapest), ("Termahal", .dearest), ("Nama", .name)]
        return .list([
            [
                "choices": .list(
                    choices.map { label, sort in
                        ["label": .text(label), "url": .link(link(sort)), "isCurrent": .flag(sort == current)]
                    })
            ]
        ])
    }
}

/// Where a page stands in the shop.
enum CrumbView {
    static let shape: Shape = ["name": .text, "url": .link]

    /// The last one, without an address, is the page itself.
    static func view(_ crumbs: [(name: String, url: Link?)]) -> ViewValue {
        .list(crumbs.map { ["name": .text($0.name), "url": .link($0.url)] })
    }
}
