import FoundationEssentials
import TokoCore

/// The body of `POST /transaction/create`.
struct TriPayCreateJSON: Encodable {
    struct Item: Encodable {
        let sku: String?
        let name: String
        let price: Int64
        let quantity: Int64
    }

    let method: String
    let merchantRef: String
    let amount: Int64
    let customerName: String
    let customerEmail: String
    let customerPhone: String
    let orderItems: [Item]
    let callbackURL: String
    let returnURL: String
    let expiredTime: Int64
    let signature: String

    enum CodingKeys: String, CodingKey {
        case method, amount, signature
        case merchantRef = "merchant_ref"
        case customerName = "customer_name"
        case customerEmail = "customer_email"
        case customerPhone = "customer_phone"
        case orderItems = "order_items"
        case callbackURL = "callback_url"
        case returnURL = "return_url"
        case expiredTime = "expired_time"
    }

    init(_ bill: BillRequest, credentials: TriPayCredentials) {
        method = bill.channel
        merchantRef = bill.merchantRef
        amount = bill.amount.rupiah
        customerName = bill.customer.name
        customerEmail = bill.customer.email
        customerPhone = bill.customer.phone
        orderItems = Self.items(of: bill)
        callbackURL = bill.callbackURL
        returnURL = bill.returnURL
        expiredTime = Int64(bill.deadline.timeIntervalSince1970)
        signature = credentials.signature(merchantRef: bill.merchantRef, rupiah: bill.amount.rupiah)
    }

    /// The order's lines and its shipping. TriPay refuses a bill whose lines are not its amount, so should they ever
    /// differ, one line that says the order's code.
    static func items(of bill: BillRequest) -> [Item] {
        var items = bill.lines.map { line in
            Item(
                sku: line.sku, name: String(line.name.prefix(200)), price: line.price.rupiah,
                quantity: line.quantity.pieces)
        }
        if bill.shipping > .zero {
            items.append(Item(sku: nil, name: "Pengiriman", price: bill.shipping.rupiah, quantity: 1))
        }
        var sum: Int64 = 0
        var overflows = false
        for item in items {
            // One line is below 2^54; many could still be too much.
            let (next, isTooMuch) = sum.addingReportingOverflow(item.price * item.quantity)
            sum = next
            overflows = overflows || isTooMuch
        }
        guard overflows || sum != bill.amount.rupiah else { return items }
        return [Item(sku: nil, name: "Pesanan \(bill.order.text)", price: bill.amount.rupiah, quantity: 1)]
    }
}
