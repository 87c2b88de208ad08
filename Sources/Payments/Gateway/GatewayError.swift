/// Why the payment provider did not do what was asked. The cases are what somebody can do about it.
public enum GatewayError: Error, Hashable, Sendable {
    /// A definite no: there is no bill. Release, and tell the customer.
    case refused(GatewayRefusal)
    /// The bill may exist. Ask ``PaymentGateway/recover(_:)`` before anything else; never open again at once.
    case outcomeUnknown(String)
    /// The provider could not be asked. Nothing was made.
    case unavailable(String)
}

/// A provider's no.
public struct GatewayRefusal: Hashable, Sendable {
    public enum Category: String, CaseIterable, Sendable {
        /// Key, signature or merchant code: the shop's owner must act.
        case credential
        /// The server's address is not on the merchant's allow-list: the owner must add it.
        case ipNotAllowed
        /// Not switched on, or unknown: the customer may choose another.
        case channel
        /// Outside the channel's limits, or sums that differ.
        case amount
        case other
    }

    public let category: Category
    /// The provider's words for the log, one line, without keys. Never for customers.
    public let logText: String

    public init(category: Category, logText: String) {
        self.category = category
        self.logText = logText
    }
}

extension GatewayError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .refused(let refusal): "refused (\(refusal.category.rawValue)): \(refusal.logText)"
        case .outcomeUnknown(let reason): "outcome unknown: \(reason)"
        case .unavailable(let reason): "unavailable: \(reason)"
        }
    }
}
