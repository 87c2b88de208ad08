public import FoundationEssentials
public import TokoCore

/// A bill as the provider knows it now.
public struct BillDetail: Hashable, Sendable {
    public let reference: String
    public let merchantRef: String?
    public let channel: String
    public let channelName: String
    public let status: BillStatus
    /// What the customer transfers or has transferred.
    public let amount: Money
    public let feeCustomer: Money
    public let feeMerchant: Money
    /// Nil in lists, where the provider writes it as a number and leading zeros are gone.
    public let payCode: String?
    public let payURL: String?
    public let checkoutURL: String?
    public let qrString: String?
    public let qrURL: String?
    public let instructions: [PaymentInstruction]
    public let expiresAt: Date?
    public let paidAt: Date?

    /// Whether it is the order's money: see ``BillAmount``.
    public func amountMatches(_ total: Money) -> Bool {
        BillAmount.matches(charged: amount, feeCustomer: feeCustomer, total: total)
    }

    /// As an answer to ``PaymentGateway/open(_:)`` would have been; nil when the provider named no end.
    public var opened: OpenedBill? {
        guard let expiresAt, let merchantRef else { return nil }
        return OpenedBill(
            reference: reference, merchantRef: merchantRef, channel: channel, channelName: channelName, due: amount,
            feeCustomer: feeCustomer, payCode: payCode, payURL: payURL, checkoutURL: checkoutURL, qrString: qrString,
            qrURL: qrURL, instructions: instructions, expiresAt: expiresAt)
    }
}
