import Accounts
import Payments
import Shipping
import TokoCore

/// An order that may be placed: a value of it exists only when cart, address, courier and total fit each other.
struct OrderDraft: Sendable {
    let code: OrderCode
    let customer: Customer
    let address: Address
    let rate: ShippingRate
    let lines: [CartLine]
    let weight: Weight
    let subtotal: Money
    let total: Money
    let request: PlaceOrder

    init(
        _ request: PlaceOrder, cart: Cart, customer: Customer, address: Address, rates: [ShippingRate]
    ) throws(CheckoutError) {
        guard request.note.count <= 300 else { throw CheckoutError.noteTooLong }
        guard !cart.isEmpty else { throw CheckoutError.emptyCart }
        guard cart.isReady else { throw CheckoutError.cartNotReady }
        guard let rate = rates.first(where: { $0.courierCode == request.courier && $0.service == request.service })
        else { throw CheckoutError.quoteGone }
        code = .random()
        self.customer = customer
        self.address = address
        self.rate = rate
        lines = cart.lines
        weight = cart.weight
        subtotal = cart.subtotal
        do throws(MoneyError) {
            total = try cart.subtotal + rate.cost
        } catch {
            // More than an amount can be is more than any channel takes.
            throw CheckoutError.channelNotOffered
        }
        self.request = request
        guard total == request.totalShown else { throw CheckoutError.totalChanged(total) }
    }

    /// The lines as the payment provider lists them; together with the shipping they are the total.
    var billLines: [BillRequest.Line] {
        lines.map { line in
            let options = line.optionValues.isEmpty ? "" : " (\(line.optionValues.joined(separator: ", ")))"
            return BillRequest.Line(
                name: line.productName + options, sku: line.sku, price: line.price, quantity: line.quantity)
        }
    }
}
