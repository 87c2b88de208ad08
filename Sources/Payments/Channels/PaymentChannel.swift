public import TokoCore

/// One way to pay, as the shop's payment provider offers it to this shop.
public struct PaymentChannel: Hashable, Sendable {
    /// What happens after the bill is opened.
    public enum Kind: String, Sendable {
        /// A number or a QR is shown on our own page.
        case direct
        /// The customer is sent to the bill's `payURL`.
        case redirect
    }

    /// The provider's code, such as `BNIVA`. Codes we have never heard of occur.
    public let code: String
    public let name: String
    public let group: ChannelGroup
    public let kind: Kind
    public let customerFee: ChannelFee
    public let merchantFee: ChannelFee
    /// The bounds of the computed fee, when the provider names them.
    public let leastFee: Money?
    public let mostFee: Money?
    /// The order totals it takes; nil is no bound.
    public let minimum: Money?
    public let maximum: Money?
    public let isActive: Bool

    public init(
        code: String, name: String, group: ChannelGroup, kind: Kind, customerFee: ChannelFee,
        merchantFee: ChannelFee = .none, leastFee: Money? = nil, mostFee: Money? = nil, minimum: Money? = nil,
        maximum: Money? = nil, isActive: Bool = true
    ) {
        self.code = code
        self.name = name
        self.group = group
        self.kind = kind
        self.customerFee = customerFee
        self.merchantFee = merchantFee
        self.leastFee = leastFee
        self.mostFee = mostFee
        self.minimum = minimum
        self.maximum = maximum
        self.isActive = isActive
    }

    /// What the customer pays on top of the order total: a preview, fractions rounded up.
    ///
    /// The bounds are of the whole fee, so they count only when the customer pays all of it.
    public func feeCustomer(on amount: Money) throws(MoneyError) -> Money {
        guard !customerFee.isNone else { return .zero }
        var fee = try customerFee.on(amount)
        guard merchantFee.isNone else { return fee }
        if let leastFee { fee = max(fee, leastFee) }
        if let mostFee { fee = min(fee, mostFee) }
        return fee
    }

    /// Whether an order of this total can be paid with it.
    public func takes(_ total: Money) -> Bool {
        isActive && total >= minimum ?? .zero && maximum.map { total <= $0 } ?? true
    }
}

extension Sequence<PaymentChannel> {
    /// The channels a customer may choose for an order, by group, and inside a group in the shop's own order.
    ///
    /// - Parameter allowed: the codes the shop chose; none chosen means all, in the order of the published table.
    public func offered(for total: Money, allowed: [String]) -> [PaymentChannel] {
        func place(_ code: String) -> Int {
            allowed.isEmpty ? ChannelRule.place(of: code) : allowed.firstIndex(of: code) ?? allowed.count
        }
        return filter { $0.takes(total) && (allowed.isEmpty || allowed.contains($0.code)) }
            .sorted { left, right in
                (left.group, place(left.code), left.name, left.code)
                    < (right.group, place(right.code), right.name, right.code)
            }
    }
}
