import Ordering
import Theming
import TokoCore

/// An order's page.
struct OrderView {
    static let page = PageShape(
        "order",
        Frame.shape.merging([
            "code": .text, "state": .text, "tone": .text, "date": .text, "attention": .text, "refreshes": .flag,
            "problems": .each(FormProblems.shape), "payment": .each(PaymentView.shape),
            "progress": .each(["items": .each(["label": .text, "isDone": .flag, "isCurrent": .flag])]),
            "shipment": .each(ParcelView.shape),
            "lines": .each(OrderLineView.shape),
            "subtotal": .text, "shipping": .text, "fee": .text, "total": .text, "due": .text,
            "recipient": .text, "phone": .text, "street": .text, "place": .text, "courierText": .text, "note": .text,
            "events": .each(["label": .text, "time": .text, "place": .text, "isCourier": .flag]),
            "canCancel": .flag, "cancelLink": .link, "receiptLink": .link,
        ]))

    let detail: OrderDetail
    let zone: ShopZone
    var problems = FormProblems()

    private var order: Order { detail.order }
    private var payment: PaymentView? {
        detail.payment.map { PaymentView(order: order, payment: $0, zone: zone) }
    }
    /// The fee a customer bears is theirs and the provider's: the order's own total is without it.
    private var fee: Money? {
        detail.payment.flatMap { $0.state.isWaiting || $0.state == .paid ? $0.customerFee : nil }
    }

    var view: ViewTree {
        let to = order.destination
        let paid = fee.flatMap { $0 > .zero ? detail.payment?.due : nil }
        return [
            "code": .text(order.code.text), "state": .text(OrderWords.name(order.state)),
            "tone": .text(OrderWords.tone(order.state)), "date": .text(zone.dateTime(order.placedAt)),
            "attention": .text(order.attention.map(OrderWords.attention) ?? ""),
            "refreshes": .flag(payment?.isWaiting ?? false), "problems": problems.view,
            "payment": .maybe(payment?.view), "progress": progress, "shipment": .maybe(parcel?.view),
            "lines": .list(detail.lines.map { OrderLineView(line: $0).view }),
            "subtotal": .text(order.subtotal.formatted), "shipping": .text(order.shipping.formatted),
            "fee": .text(fee.map { $0 > .zero ? $0.formatted : "" } ?? ""),
            "total": .text(order.total.formatted), "due": .text((paid ?? order.total).formatted),
            "recipient": .text(to.recipient), "phone": .text(to.phone), "street": .text(to.street),
            "place": .text("\(to.village), \(to.district), \(to.regency), \(to.province) \(to.postalCode)"),
            "courierText": .text(
                [order.courier.name, order.courier.service, order.courier.estimate].filter { !$0.isEmpty }
                    .joined(separator: " · ")),
            "note": .text(order.note), "events": events, "canCancel": .flag(order.state == .pending),
            "cancelLink": .link(Link("pesanan", order.code.text, "batal")),
            "receiptLink": .link(detail.hasReceipt ? Link("pesanan", order.code.text, "kuitansi.pdf") : nil),
        ]
    }

    /// Nothing for an order that has left its way.
    private var progress: ViewValue {
        let stations = OrderWords.stations
        guard let here = stations.lastIndex(where: { $0.reached.contains(order.state) }) else { return .list([]) }
        let items: [ViewTree] = stations.enumerated().map { index, station in
            ["label": .text(station.name), "isDone": .flag(index <= here), "isCurrent": .flag(index == here)]
        }
        return .list([["items": .list(items)]])
    }

    private var parcel: ParcelView? {
        detail.shipment.map { ParcelView(shipment: $0, state: order.state, zone: zone) }
    }

    /// Newest first. What the courier told stands between the parcel's leaving and its arrival.
    private var events: ViewValue {
        var rows: [ViewTree] = []
        for event in detail.events.reversed() {
            let hasLeft = event.to == .shipped && event.from != .shipped
            if hasLeft { rows += parcel?.steps ?? [] }
            let time = event.to == .delivered ? detail.shipment?.deliveredAt ?? event.at : event.at
            if let label = OrderWords.event(event) {
                rows.append(Self.event(label, time: zone.dateTime(time), place: "", isCourier: false))
            }
        }
        return .list(rows)
    }

    static func event(_ label: String, time: String, place: String, isCourier: Bool) -> ViewTree {
        ["label": .text(label), "time": .text(time), "place": .text(place), "isCourier": .flag(isCourier)]
    }
}

/// A line of an order.
struct OrderLineView {
    static let shape: Shape = [
        "name": .text, "url": .link, "choice": .text, "imageURL": .link, "price": .text, "quantity": .text,
        "total": .text,
    ]

    let line: OrderLine

    var view: ViewTree {
        [
            "name": .text(line.name), "url": .link(Link("produk", line.productSlug)),
            "choice": .text(line.optionValues.joined(separator: ", ")),
            "imageURL": .link(line.image.flatMap { Link("/media/\($0)") }), "price": .text(line.price.formatted),
            "quantity": .text(line.quantity.pieces.groupedIndonesian), "total": .text(line.total.formatted),
        ]
    }
}
