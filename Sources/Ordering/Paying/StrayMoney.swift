import Payments
import Postgres
import TokoCore

extension Settlement {
    /// Signed news of money for a bill that is not the one we know, though it names an order of ours: somebody paid, and
    /// nobody here will ever ask for that bill. A person must look; the order stays where it is.
    /// - Returns: ``SettleOutcome/foreign`` for whatever is no such money.
    func takeStray(_ news: BillNews, _ inbox: [UInt8]?, _ tx: Transaction) async throws -> SettleOutcome {
        guard news.status == .paid, let inbox,
            let payment = try await tx.query(PaymentSQL.byMerchantRef, .text(news.merchantRef)).first
                .map(PaymentAttempt.init),
            let order = try await tx.query(TransitionSQL.lock, .id(payment.order)).first.map(LockedOrder.init)
        else { return .foreign }
        let new = try await tx.query(
            PaymentSQL.inbox, .text(news.reference), .text(news.status.text), .text(news.merchantRef), .bytes(inbox),
            .text("other_bill"))
        guard !new.isEmpty else { return .unchanged }
        switch order.state {
        case .pending, .expired, .cancelled: try await flag(order.id, .amountDiffers, tx)
        case .paid, .processing, .shipped, .delivered, .completed, .refunded:
            try await flag(order.id, .paidTwice, tx)
        }
        return .applied
    }
}
