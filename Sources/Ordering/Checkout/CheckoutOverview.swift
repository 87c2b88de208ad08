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
    /// Of couriers, and of the shop itself if it offers that: cheapest first, never empty.
    case rates([ShippingRate])
    /// The shop's own only, never empty, and why there are no couriers' rates.
    case ownRates([ShippingRate], insteadOf: ShippingGap)
    case nothing(ShippingGap)

    public var rates: [ShippingRate] {
        switch self {
        case .rates(let rates), .ownRates(let rates, _): rates
        case .needsAddress, .nothing: []
        }
    }
}

/// Why there are no couriers' rates: each is something else for the customer to do.
public enum ShippingGap: Hashable, CaseIterable, Sendable {
    /// No courier serves this way: another address.
    case noCourier
    /// The couriers do not know the village: another village, or another address.
    case unknownDestination
    /// The shop has asked as often today as its plan allows: tomorrow.
    case usedUp
    /// The couriers cannot be asked now: in some minutes.
    case unavailable
    /// The shop has not been set up for couriers: only the owner can help.
    case notSetUp

    init(_ error: RateError) {
        self =
            switch error {
            case .noCourier: .noCourier
            case .unknownDestination: .unknownDestination
            case .quotaExhausted: .usedUp
            // The owner is told of the key; to a customer it is no different from an outage.
            case .unavailable, .refusedKey: .unavailable
            case .misconfigured, .unknownOrigin: .notSetUp
            }
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
