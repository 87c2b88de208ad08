/// A shop's account at a payment provider.
public protocol PaymentGateway: Sendable {
    /// All channels of the merchant, inactive ones too. Throws no ``GatewayError/outcomeUnknown(_:)``.
    func channels() async throws(GatewayError) -> [PaymentChannel]

    /// Opens a bill: sent once, never repeated by itself.
    func open(_ bill: BillRequest) async throws(GatewayError) -> OpenedBill

    /// The truth about one bill. Throws no ``GatewayError/outcomeUnknown(_:)``.
    func detail(reference: String) async throws(GatewayError) -> BillDetail

    /// The bills with exactly this `merchantRef`, newest first; without pay codes and instructions. Throws no
    /// ``GatewayError/outcomeUnknown(_:)``.
    func find(merchantRef: String) async throws(GatewayError) -> [BillDetail]
}

extension PaymentGateway {
    /// What became of an ``open(_:)`` whose outcome is unknown: the bill with that name, channel and amount, a paid one
    /// before a waiting one before the rest; nil when there is none.
    public func recover(_ bill: BillRequest) async throws(GatewayError) -> BillDetail? {
        let ours = try await find(merchantRef: bill.merchantRef)
            .filter { $0.channel == bill.channel && $0.amountMatches(bill.amount) }
        let order: [BillStatus] = [.paid, .refunded, .unpaid]
        let best = order.lazy.compactMap { status in ours.first { $0.status == status } }.first ?? ours.first
        guard let best else { return nil }
        return try await detail(reference: best.reference)
    }
}
