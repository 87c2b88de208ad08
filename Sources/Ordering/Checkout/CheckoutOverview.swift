public import Accounts
public import Payments
public import Shipping
public import TokoCore

/// All that the checkout page needs: what is bought, where to, by whom and how it may be paid.
public struct CheckoutOverview: Sendable {
    public let cart: Cart
    public let addresses: [Address]
    /// The chosen address, else the default one; nil when the customer has none.
    public let address: Address?
    public let shipping: ShippingOffer
    public let payment: PaymentOffer
}

public enum ShippingOffer: Sendable {
    case needsAddress
    /// Cheapest first, never empty.
    case rates([ShippingRate])
    /// No courier serves this way.
    case noCourier
    /// The couriers do not know the village.
    case unknownDestination
    /// The couriers cannot be asked now: the cart is kept, and later it may work.
    case unavailable
    /// The shop has not been set up for shipping.
    case notSetUp

    public var rates: [ShippingRate] {
        if case .rates(let rates) = self { rates } else { [] }
    }
}

public enum PaymentOffer: Sendable {
    /// The active channels that the shop offers, in the order of the checkout; some may not take the total.
    case channels([PaymentChannel])
    case unavailable
    case notSetUp

    public var channels: [PaymentChannel] {
        if case .channels(let channels) = self { channels } else { [] }
    }
}

/// An order was placed, and where its bill stands.
public struct PlacedOrder: Sendable {
    public let code: OrderCode
    /// Where the customer pays when the channel is a redirect one.
    public let payURL: String?

    public init(code: OrderCode, payURL: String?) {
        self.code = code
        self.payURL = payURL
    }
}
