import Tenancy

/// The letters there are; the raw value is the job's kind.
public enum LetterKind: String, CaseIterable, Sendable, Hashable {
    case receipt = "mail.receipt"
    case shipped = "mail.shipped"
    case expired = "mail.expired"
    case refunded = "mail.refunded"
    /// To the shop itself: the courier does not know the waybill.
    case waybillWrong = "mail.waybill_wrong"

    /// The owner's words for it; nil for the one that the owner receives.
    var words: MailTexts.Letter? {
        switch self {
        case .receipt: .receipt
        case .shipped: .shipped
        case .expired: .expired
        case .refunded: .refunded
        case .waybillWrong: nil
        }
    }

    /// Whether it still makes sense to send it, as the order stands now: jobs may wait for hours.
    func isDue(for order: OrderFacts) -> Bool {
        switch self {
        case .receipt: order.hasReceipt && order.state != .refunded
        case .shipped: order.parcel != nil && (order.state == .shipped || order.state == .delivered)
        case .expired: order.state == .expired
        case .refunded: order.state == .refunded
        case .waybillWrong: order.parcel != nil && order.state == .shipped
        }
    }
}

extension MailTexts.Letter {
    var kind: LetterKind {
        switch self {
        case .receipt: .receipt
        case .shipped: .shipped
        case .expired: .expired
        case .refunded: .refunded
        }
    }
}
