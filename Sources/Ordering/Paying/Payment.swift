public import FoundationEssentials
public import Payments
public import TokoCore

/// One attempt to be paid for an order, and what the customer needs to pay it.
public struct Payment: Sendable {
    public let id: PaymentID
    public let merchantRef: String
    /// TriPay's channel code: `BNIVA`.
    public let channel: String
    public let channelName: String
    public let state: PaymentState
    public let reference: String?
    /// What the order costs.
    public let requested: Money
    /// What the customer transfers: the order's total and the channel's fee, if the customer bears it.
    public let due: Money
    public let customerFee: Money
    public let payCode: String?
    public let payURL: String?
    public let checkoutURL: String?
    public let qrString: String?
    public let qrURL: String?
    public let instructions: [PaymentInstruction]
    public let expiresAt: Date
    public let paidAt: Date?
    /// What was given back of it, by the gateway or by hand.
    public let refunded: Money
    public let refundedAt: Date?
    /// The shop's own words, one line for each time.
    public let refundNote: String?

    /// What may still be given back: all that the customer transferred, when it was paid.
    public var refundable: Money {
        let paid = max(due, requested)
        guard state == .paid, refunded < paid else { return .zero }
        do { return try paid - refunded } catch { return .zero }
    }
}

public enum PaymentState: String, CaseIterable, Sendable {
    /// Written down, and the gateway has not yet been heard: the bill may exist or not.
    case opening
    case open
    /// The gateway made no bill.
    case refused
    case paid, expired, failed, refunded

    /// Money may still come.
    public var isWaiting: Bool { self == .opening || self == .open }
}
