/// A shop's account at the sandbox's TriPay. The sandbox has no sign-up: whoever adds one makes up its keys.
public struct Merchant: Codable, Hashable, Sendable {
    public enum FeeBearer: String, Codable, CaseIterable, Sendable {
        case merchant, customer
    }

    /// `DEV-` and more: TriPay's sandbox keys begin like that.
    public var apiKey: String
    public var privateKey: String
    /// `T` and digits.
    public var merchantCode: String
    public var name: String
    public var feeBearer: FeeBearer
    /// Codes of channels that are not switched on.
    public var disabledChannels: [String]
    /// Where callbacks go when a transaction names no address of its own.
    public var callbackURL: String?

    public init(
        apiKey: String, privateKey: String, merchantCode: String, name: String, feeBearer: FeeBearer,
        disabledChannels: [String] = [], callbackURL: String? = nil
    ) {
        self.apiKey = apiKey
        self.privateKey = privateKey
        self.merchantCode = merchantCode
        self.name = name
        self.feeBearer = feeBearer
        self.disabledChannels = disabledChannels
        self.callbackURL = callbackURL
    }

    func offers(_ channel: Channel) -> Bool { !disabledChannels.contains(channel.code) }

    /// The fee as this merchant's setting splits it.
    func split(_ fee: Int64) -> (merchant: Int64, customer: Int64) {
        feeBearer == .merchant ? (fee, 0) : (0, fee)
    }
}
