import Catalog
import Theming
import TokoCore

/// A product as lists show it.
struct CardView {
    static let shape: Shape = [
        "name": .text, "url": .link, "price": .text, "compareAt": .text, "discount": .text, "badge": .text,
        "isSoldOut": .flag, "category": .text, "imageURL": .link, "imageAlt": .text, "imageWidth": .text,
        "imageHeight": .text, "isLazy": .flag, "initial": .text,
    ]

    let card: ProductCard
    /// Its picture is on the first screen of the page.
    var isEarly = false

    var view: ViewTree {
        let badge = card.isSoldOut ? "Habis" : card.lowStock.map { "Sisa \($0)" } ?? ""
        let price = card.priceFrom.formatted
        return [
            "name": .text(card.name), "url": .link(Link("produk", card.slug.text)),
            "price": .text(card.priceFrom == card.priceTo ? price : "Mulai \(price)"),
            "compareAt": .text(card.compareAt?.formatted ?? ""),
            "discount": .text(Discount(price: card.priceFrom, before: card.compareAt)?.text ?? ""),
            "badge": .text(badge), "isSoldOut": .flag(card.isSoldOut), "category": .text(card.categoryName ?? ""),
            "imageURL": .link(card.image.flatMap { Link($0.path) }),
            "imageAlt": .text(card.image?.alt ?? ""), "imageWidth": .number(card.image?.width ?? 0),
            "imageHeight": .number(card.image?.height ?? 0), "isLazy": .flag(!isEarly),
            "initial": .text(card.name.initial),
        ]
    }

    /// The first four pictures load at once, the others when they come near.
    static func views(_ cards: [ProductCard], early: Int = 4) -> ViewValue {
        .list(cards.enumerated().map { CardView(card: $1, isEarly: $0 < early).view })
    }
}

/// How much cheaper something is than it was, in whole percent rounded down.
struct Discount {
    let percent: Int64
    let rupiah: Int64

    /// Nil when it is not cheaper, or by less than one percent.
    init?(price: Money, before: Money?) {
        guard let before, before > price else { return nil }
        rupiah = before.rupiah - price.rupiah
        percent = rupiah * 100 / before.rupiah
        guard percent >= 1 else { return nil }
    }

    var text: String { "-\(percent)%" }
}
