/// Asks couriers what a parcel costs.
public protocol RateProvider: Sendable {
    /// Cheapest first, never empty.
    /// - Throws: ``RateError``, and `DatabaseError` when what is known of places cannot be read.
    func rates(for parcel: Parcel) async throws -> [ShippingRate]
}

/// Why there are no rates. The cases are what somebody can do about it.
public enum RateError: Error, Hashable, Sendable {
    /// None of the couriers serves this way: another address or the shop can help.
    case noCourier
    /// The provider does not know the customer's village: another address can help.
    case unknownDestination
    /// The shop's plan allows no more questions today.
    case quotaExhausted
    /// The provider is down or talks nonsense; later it may not. The text is for the log.
    case unavailable(String)
    /// The provider does not take the shop's key: the owner must act. The text is for the log and the owner.
    case refusedKey(String)
    /// The provider does not know the shop's own village, of this code: the owner must act.
    case unknownOrigin(String)
    /// The shop's key, origin or couriers: the owner must act. The text is for the log and the owner.
    case misconfigured(String)
}

extension RateError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noCourier: "no courier serves this way"
        case .unknownDestination: "the rate provider does not know the destination"
        case .quotaExhausted: "the rate provider's quota is used up"
        case .unavailable(let reason): "rate provider unavailable: \(reason)"
        case .refusedKey(let reason): "key refused: \(reason)"
        case .unknownOrigin(let village): "the rate provider does not know the shop's origin \(village)"
        case .misconfigured(let reason): "shipping is misconfigured: \(reason)"
        }
    }
}
