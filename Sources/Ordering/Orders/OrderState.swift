/// Where an order stands. Only ``OrderTransition`` writes it, along ``next``.
public enum OrderState: String, CaseIterable, Sendable {
    case pending, paid, processing, shipped, delivered, completed, expired, cancelled, refunded

    /// The states that may follow. `expired` and `cancelled` lead back to `paid`, because a code at the bank cannot be
    /// recalled: money may still come.
    public var next: Set<OrderState> {
        switch self {
        case .pending: [.paid, .expired, .cancelled]
        case .paid: [.processing, .cancelled, .refunded]
        case .processing: [.shipped, .cancelled, .refunded]
        case .shipped: [.delivered, .refunded]
        case .delivered: [.completed, .refunded]
        case .completed: [.refunded]
        case .expired: [.paid]
        case .cancelled: [.paid, .refunded]
        case .refunded: []
        }
    }

    public func mayBecome(_ state: OrderState) -> Bool { next.contains(state) }

    /// The money is in and the parcel is not out.
    public var isToShip: Bool { self == .paid || self == .processing }
}

/// Why a person must look at an order.
public enum OrderAttention: String, CaseIterable, Sendable {
    /// Money came after the order had ended; its goods were taken from stock again.
    case paidLate = "paid_late"
    /// Money came a second time: one of the payments must be returned.
    case paidTwice = "paid_twice"
    /// A payment's amount is not what was asked, or the bill it was for is not the one we know.
    case amountDiffers = "amount_differs"
    /// Money came and the goods are sold out.
    case paidWithoutStock = "paid_without_stock"
    /// The courier does not know the parcel's number: it is probably wrong.
    case waybillUnknown = "waybill_unknown"
    /// The parcel is lost, on its way back, or was never heard of again.
    case parcelTrouble = "parcel_trouble"
}

/// Who moved an order, as its events tell: `customer:7`, `staff:3`, `tripay`, `system`.
public enum OrderActor: Hashable, Sendable, CustomStringConvertible {
    case customer(Int64)
    case staff(Int64)
    case gateway
    case system

    public var description: String {
        switch self {
        case .customer(let number): "customer:\(number)"
        case .staff(let number): "staff:\(number)"
        case .gateway: "tripay"
        case .system: "system"
        }
    }
}
