import Accounts
import Ordering
import Payments
import Shipping
import Theming
import TokoCore

/// The checkout: where to, by whom, how paid, and what it costs in all.
struct CheckoutView {
    static let page = PageShape(
        "checkout",
        Frame.shape.merging([
            "problems": .each(FormProblems.shape),
            "addressList": .each([
                "items": .each([
                    "number": .text, "recipient": .text, "label": .text, "phone": .text, "place": .text,
                    "isChosen": .flag,
                ])
            ]),
            "form": .each(AddressFormView.shape),
            "order": .each([
                "key": .text, "address": .text, "subtotalNumber": .text,
                "rateProblem": .text, "courierError": .text,
                "rates": .each([
                    "value": .text, "name": .text, "detail": .text, "cost": .text, "isChosen": .flag,
                ]),
                "channelProblem": .text, "channelError": .text,
                "groups": .each([
                    "name": .text,
                    "channels": .each([
                        "code": .text, "name": .text, "fee": .text, "limit": .text, "isChosen": .flag,
                        "isClosed": .flag,
                    ]),
                ]),
                "note": .text, "noteError": .text, "offersWhatsApp": .flag, "wantsWhatsApp": .flag,
            ]),
            "lines": .each([
                "name": .text, "choice": .text, "imageURL": .link, "quantity": .text, "price": .text, "total": .text,
            ]),
            "subtotal": .text, "weight": .text, "shipping": .text, "fee": .text, "total": .text, "due": .text,
            "canPlace": .flag,
        ]))

    let overview: CheckoutOverview
    let typed: CheckoutTyped
    let problems: CheckoutProblems
    /// Shown instead of courier and payment while there is no address.
    let addressForm: AddressFormView?
    let sums: CheckoutSums
    /// Whether the shop tells customers of their orders by WhatsApp.
    var offersWhatsApp = false

    init(
        _ overview: CheckoutOverview, _ typed: CheckoutTyped, _ problems: CheckoutProblems = CheckoutProblems(),
        addressForm: AddressFormView? = nil
    ) throws(MoneyError) {
        self.overview = overview
        self.typed = typed
        self.problems = problems
        self.addressForm = addressForm
        sums = try CheckoutSums(overview, typed)
    }

    var view: ViewTree {
        let summary = addressForm.map(\.summary).flatMap { $0.isEmpty ? nil : $0 } ?? problems.summary
        return [
            "problems": summary.view, "addressList": addresses, "form": .maybe(addressForm?.view),
            "order": .maybe(addressForm == nil ? order : nil), "lines": .list(overview.cart.lines.map(Self.line)),
            "subtotal": .text(sums.subtotal.formatted), "weight": .text(overview.cart.weight.formatted),
            "shipping": .text(sums.shipping?.formatted ?? "–"),
            "fee": .text(sums.fee.map { $0 > .zero ? $0.formatted : "" } ?? ""),
            "total": .text(sums.total.formatted), "due": .text(sums.due.formatted),
            "canPlace": .flag(
                addressForm == nil && !overview.shipping.rates.isEmpty && !overview.payment.channels.isEmpty),
        ]
    }

    private var addresses: ViewValue {
        let items: [ViewTree] = overview.addresses.map { address in
            [
                "number": .text("\(address.id)"), "recipient": .text(address.recipient),
                "label": .text(address.label), "phone": .text(address.phone),
                "place": .text("\(address.street), \(address.area)"),
                "isChosen": .flag(addressForm == nil && address.id == overview.address?.id),
            ]
        }
        return .maybe(items.isEmpty ? nil : ["items": .list(items)])
    }

    private var order: ViewTree {
        [
            "key": .text(typed.key.text), "address": .text(overview.address?.id.description ?? ""),
            "subtotalNumber": .number(overview.cart.subtotal.rupiah),
            "rateProblem": .text(CheckoutWords.problem(overview.shipping)),
            "courierError": .text(problems.text(.courier)),
            "rates": .list(overview.shipping.rates.map(rate)),
            "channelProblem": .text(CheckoutWords.problem(overview.payment)),
            "channelError": .text(problems.text(.channel)), "groups": groups, "note": .text(typed.note),
            "noteError": .text(problems.text(.note)), "offersWhatsApp": .flag(offersWhatsApp),
            "wantsWhatsApp": .flag(typed.wantsWhatsApp),
        ]
    }

    private func rate(_ rate: ShippingRate) -> ViewTree {
        [
            "value": .text(CourierChoice(rate).value), "name": .text(CheckoutWords.name(rate)),
            "detail": .text(CheckoutWords.detail(rate)), "cost": .text(CheckoutWords.cost(rate)),
            "isChosen": .flag(rate == sums.rate),
        ]
    }

    private var groups: ViewValue {
        let channels = overview.payment.channels
        let total = sums.total
        return .list(
            ChannelGroup.allCases.compactMap { group in
                let own = channels.filter { $0.group == group }
                guard !own.isEmpty else { return nil }
                return [
                    "name": .text(group.title),
                    "channels": .list(
                        own.map { channel in
                            [
                                "code": .text(channel.code), "name": .text(channel.name),
                                "fee": .text(CheckoutWords.fee(channel, on: total)),
                                "limit": .text(CheckoutWords.limit(channel, total)),
                                "isChosen": .flag(channel.code == typed.channel && channel.takes(total)),
                                "isClosed": .flag(!channel.takes(total)),
                            ]
                        }),
                ]
            })
    }

    private static func line(_ line: CartLine) -> ViewTree {
        [
            "name": .text(line.productName), "choice": .text(line.optionValues.joined(separator: ", ")),
            "imageURL": .link(line.imageURL), "quantity": .text(line.quantity.pieces.groupedIndonesian),
            "price": .text(line.price.formatted), "total": .text(line.total.formatted),
        ]
    }
}
