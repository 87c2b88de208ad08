import Ordering
import Payments
import Shipping
import TokoCore

/// The numbers of the checkout, from what the server knows and what is chosen.
struct CheckoutSums {
    let subtotal: Money
    /// The chosen rate, else the cheapest.
    let rate: ShippingRate?
    /// Goods and shipping: what the order costs.
    let total: Money
    /// What the chosen channel adds, when the customer bears it.
    let fee: Money?

    var shipping: Money? { rate?.cost }
    /// What will be paid. The parts are bounded, so the sum is too.
    let due: Money

    init(_ overview: CheckoutOverview, _ typed: CheckoutTyped) throws(MoneyError) {
        let rates = overview.shipping.rates
        subtotal = overview.cart.subtotal
        rate =
            rates.first { typed.courier?.code == $0.courierCode && typed.courier?.service == $0.service } ?? rates.first
        total = try subtotal + (rate?.cost ?? .zero)
        let channel = overview.payment.channels.first { $0.code == typed.channel }
        if let channel, channel.takes(total) {
            fee = try channel.feeCustomer(on: total)
        } else {
            fee = nil
        }
        due = try total + (fee ?? .zero)
    }
}
