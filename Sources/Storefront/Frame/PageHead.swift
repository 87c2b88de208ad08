import Theming

/// What a page tells browsers, search engines and those it is shared with.
struct PageHead {
    var title: String
    /// The title without the shop's name.
    var heading: String
    var description = ""
    /// A path on this shop, without what does not change the page.
    var canonical: Link?
    var image: Link?
    /// Open Graph's type.
    var kind = "website"
    /// Kept out of search engines.
    var isPrivate = false
    var previous: Link?
    var next: Link?
    var structuredData: SanitisedHTML?

    init(_ heading: String, in shop: String, canonical: Link? = nil) {
        self.heading = heading
        title = heading == shop ? shop : "\(heading) – \(shop)"
        self.canonical = canonical
    }

    /// A page of somebody's own: nothing to share or to find.
    static func own(_ heading: String, in shop: String) -> PageHead {
        var head = PageHead(heading, in: shop)
        head.isPrivate = true
        return head
    }

    static let shape: Shape = [
        "title": .text, "heading": .text, "description": .text, "canonical": .link, "image": .link, "kind": .text,
        "robots": .text, "previous": .link, "next": .link, "structuredData": .html,
    ]

    func view(origin: String) -> ViewTree {
        [
            "title": .text(title), "heading": .text(heading), "description": .text(description),
            "canonical": .link(canonical?.absolute(origin: origin)),
            "image": .link(image?.absolute(origin: origin)), "kind": .text(kind),
            "robots": .text(isPrivate ? "noindex" : ""), "previous": .link(previous), "next": .link(next),
            "structuredData": .html(structuredData ?? SanitisedHTML(built: "")),
        ]
    }
}
