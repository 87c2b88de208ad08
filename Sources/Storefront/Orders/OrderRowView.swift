import Ordering
import Theming
import TokoCore

/// An order as a list shows it.
struct OrderRowView {
    static let shape: Shape = [
        "url": .link, "code": .text, "summary": .text, "date": .text, "state": .text, "tone": .text,
        "total": .text, "imageURL": .link,
    ]

    let order: OrderSummary
    let zone: ShopZone

    var view: ViewTree {
        [
            "url": .link(Link("pesanan", order.code.text)), "code": .text(order.code.text),
            "summary": .text("\(order.firstLine) · \(order.pieces.groupedIndonesian) barang"),
            "date": .text(zone.shortDate(order.placedAt)), "state": .text(OrderWords.name(order.state)),
            "tone": .text(OrderWords.tone(order.state)), "total": .text(order.total.formatted),
            "imageURL": .link(order.image.flatMap { Link("/media/\($0)") }),
        ]
    }
}
