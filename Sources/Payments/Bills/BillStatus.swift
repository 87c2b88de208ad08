/// Where a bill stands. Words the provider may add later survive as ``unknown(_:)`` and change nothing.
public enum BillStatus: Hashable, Sendable {
    /// Waiting for the customer.
    case unpaid
    case paid
    /// Its time is over. A bank may still settle it: a `paid` can follow.
    case expired
    case failed
    /// The money went back, by hand at the provider.
    case refunded
    case unknown(String)

    /// From the provider's word, in any case.
    public init(_ text: String) {
        switch text.uppercased() {
        case "UNPAID": self = .unpaid
        case "PAID": self = .paid
        case "EXPIRED": self = .expired
        case "FAILED": self = .failed
        case "REFUND": self = .refunded
        default: self = .unknown(text)
        }
    }

    /// The provider's word: `REFUND`. Also what the inbox of callbacks is unique on.
    public var text: String {
        switch self {
        case .unpaid: "UNPAID"
        case .paid: "PAID"
        case .expired: "EXPIRED"
        case .failed: "FAILED"
        case .refunded: "REFUND"
        case .unknown(let text): text
        }
    }
}
