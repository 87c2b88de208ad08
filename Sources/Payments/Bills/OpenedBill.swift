public import FoundationEssentials
public import TokoCore

/// A bill that waits for its customer. Amount and end are the provider's answer: they are what pages show.
public struct OpenedBill: Hashable, Sendable {
    /// The provider's number.
    public let reference: String
    public let merchantRef: String
    public let channel: String
    public let channelName: String
    /// What the customer transfers, the fee included when the customer bears it.
    public let due: Money
    public let feeCustomer: Money
    /// A virtual account or store code; text, for it may begin with zeros.
    public let payCode: String?
    /// Where redirect channels send the customer.
    public let payURL: String?
    /// The provider's own page, which works for every channel.
    public let checkoutURL: String?
    /// The QR's content as answered; see ``scannableQR``.
    public let qrString: String?
    /// A picture of the QR.
    public let qrURL: String?
    public let instructions: [PaymentInstruction]
    public let expiresAt: Date

    /// The QR's content when it is a real one: EMV data begin with `000201`, the provider's sandbox answers words.
    public var scannableQR: String? { qrString.flatMap { $0.hasPrefix("000201") ? $0 : nil } }
}
