public import FoundationEssentials
public import TokoCore

/// A bill to be opened: one attempt to pay one order.
public struct BillRequest: Sendable {
    public struct Line: Hashable, Sendable {
        public let name: String
        public let sku: String?
        public let price: Money
        public let quantity: Quantity

        public init(name: String, sku: String?, price: Money, quantity: Quantity) {
            self.name = name
            self.sku = sku
            self.price = price
            self.quantity = quantity
        }
    }

    public struct Customer: Sendable {
        public let name: String
        public let email: String
        /// `081234567890`; some channels insist on one.
        public let phone: String

        public init(name: String, email: String, phone: String) {
            self.name = name
            self.email = email
            self.phone = phone
        }
    }

    public let order: OrderCode
    /// This attempt's own name at the provider.
    public let merchantRef: String
    public let channel: String
    /// The order's total, shipping included.
    public let amount: Money
    public let customer: Customer
    public let lines: [Line]
    public let shipping: Money
    public let callbackURL: String
    public let returnURL: String
    /// The end of the bill that is asked for; the opened bill's own is what counts.
    public let deadline: Date

    /// - Parameters:
    ///   - attempt: 1 for the first; the buyer may change the channel and try again.
    ///   - window: minutes the shop gives its customers; moved inside the channel's limits.
    public init(
        order: OrderCode, attempt: Int, channel: String, amount: Money, customer: Customer, lines: [Line],
        shipping: Money, callbackURL: String, returnURL: String, window: Int64, now: Date
    ) {
        self.order = order
        merchantRef = Self.merchantRef(order: order, attempt: attempt)
        self.channel = channel
        self.amount = amount
        self.customer = customer
        self.lines = lines
        self.shipping = shipping
        self.callbackURL = callbackURL
        self.returnURL = returnURL
        deadline = ChannelExpiry.deadline(for: channel, window: window, from: now)
    }

    /// `TK-7K2M9QXF`, then `TK-7K2M9QXF-2`: an order may be tried several times, and each attempt is found by its own.
    public static func merchantRef(order: OrderCode, attempt: Int) -> String {
        attempt <= 1 ? order.text : "\(order.text)-\(attempt)"
    }
}
