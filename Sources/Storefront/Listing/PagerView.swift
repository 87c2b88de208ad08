import Theming

/// Links to the pages of a list: the first, the last, and those around the current one.
struct PagerView {
    static let shape: Shape = [
        "previous": .link, "next": .link,
        "pages": .each(["label": .text, "url": .link, "isCurrent": .flag, "isGap": .flag]),
    ]

    let page: Int64
    let pages: Int64
    let link: (Int64) -> Link

    var previous: Link? { page > 1 && page <= pages ? link(page - 1) : nil }
    var next: Link? { page < pages ? link(page + 1) : nil }

    /// Nothing when there is one page only.
    var view: ViewValue {
        guard pages > 1 else { return .list([]) }
        return .list([
            [
                "previous": .link(previous), "next": .link(next),
                "pages": .list(
                    Self.shown(page, of: pages).map { number in
                        [
                            "label": .text(number.map(String.init) ?? ""), "url": .link(number.map(link)),
                            "isCurrent": .flag(number == page), "isGap": .flag(number == nil),
                        ]
                    }),
            ]
        ])
    }

    /// The numbers to show, nil for a gap: `1 … 4 5 6 … 20`.
    static func shown(_ page: Int64, of pages: Int64) -> [Int64?] {
        var out: [Int64?] = []
        for number in 1...max(1, pages) where number == 1 || number == pages || abs(number - page) <= 1 {
            if let last = out.last ?? nil, number - last > 1 { out.append(number - last == 2 ? number - 1 : nil) }
            out.append(number)
        }
        return out
    }
}
