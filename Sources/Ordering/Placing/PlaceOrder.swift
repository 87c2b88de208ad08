public import TokoCore

/// What the customer decided on the checkout page. Prices, weights and costs are not in it: the server knows them.
public struct PlaceOrder: Sendable {
    /// Names this press of the button, so that two presses make one order.
    public let key: IdempotencyKey
    public let address: AddressID
    /// The courier's code and service, as in the quote.
    public let courier: String
    public let service: String
    public let channel: String
    public let note: String
    /// The total that the page showed: another one is not charged without being shown first.
    public let totalShown: Money
    /// The anonymous id under which this browser's visits are counted; nil when nobody agreed to that.
    public let analyticsID: String?
    /// Whether the customer asked to be told of the order by WhatsApp.
    public let wantsWhatsApp: Bool

    public init(
        key: IdempotencyKey, address: AddressID, courier: String, service: String, channel: String, note: String,
        totalShown: Money, analyticsID: String? = nil, wantsWhatsApp: Bool = false
    ) {
        self.key = key
        self.address = address
        self.courier = courier
        self.service = service
        self.channel = channel
        self.note = note
        self.totalShown = totalShown
        self.analyticsID = analyticsID
        self.wantsWhatsApp = wantsWhatsApp
    }
}

/// Why an order was not placed. In every case the cart is as it was and nothing is charged or held.
public enum CheckoutError: Error, Equatable, Sendable {
    case emptyCart
    /// A line cannot be bought as it stands: the cart page says which and why.
    case cartNotReady
    /// Another tab placed this cart a moment ago.
    case alreadyPlaced(OrderCode)
    /// Not an address of this customer.
    case noAddress
    /// The chosen courier is not in a quote that fits this cart and address, or the quote is too old.
    case quoteGone
    /// The total is not the one that was shown.
    case totalChanged(Money)
    /// The channel does not take this total, or the shop does not offer it.
    case channelNotOffered
    /// Sold out between the page and the button: what is left of each.
    case notEnough([Shortage])
    /// The payment provider refused: another channel may do.
    case paymentRefused
    /// The payment provider cannot be reached.
    case paymentUnavailable
    /// The shop cannot take payments as it is set up.
    case paymentNotSetUp
    case noteTooLong

    public struct Shortage: Hashable, Sendable {
        public let name: String
        public let left: Int64

        public init(name: String, left: Int64) {
            self.name = name
            self.left = left
        }
    }
}
