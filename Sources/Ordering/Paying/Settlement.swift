import Catalog
public import FoundationEssentials
public import Payments
public import Postgres
import Tenancy
public import TokoCore

/// What the gateway says of one bill, by whichever way it was heard.
public struct BillNews: Sendable {
    public let reference: String
    public let merchantRef: String
    public let channel: String
    public let status: BillStatus
    public let amountMatches: @Sendable (Money) -> Bool
    public let paidAt: Date?

    public init(
        reference: String, merchantRef: String, channel: String, status: BillStatus, paidAt: Date?,
        amountMatches: @escaping @Sendable (Money) -> Bool
    ) {
        self.reference = reference
        self.merchantRef = merchantRef
        self.channel = channel
        self.status = status
        self.paidAt = paidAt
        self.amountMatches = amountMatches
    }
}

/// What became of news.
public enum SettleOutcome: String, Sendable {
    /// State changed.
    case applied
    /// Known before, or overtaken by something final: nothing changed.
    case unchanged
    /// Money of another amount than was asked: the order is flagged and not paid.
    case amountDiffers = "amount_differs"
    /// Another attempt or another order of the gateway: nothing of ours fits it.
    case foreign
}

/// The one way money changes an order. Callback, customer's return and reconciliation all come here, so they cannot
/// disagree; locks are taken in one order: cart (where it is needed), order, payment, variants.
public struct Settlement: Sendable {
    private let database: TenantDatabase

    public init(_ database: TenantDatabase) { self.database = database }

    /// - Parameter inbox: the signed body, when the news came as a callback: kept once for (reference, status).
    /// - Throws: ``DatabaseError``; nothing is changed then.
    public func settle(_ news: BillNews, inbox: [UInt8]? = nil) async throws -> SettleOutcome {
        try await database.transaction { tx in
            guard
                let found = try await tx.query(
                    PaymentSQL.byReference, .text(news.reference), .text(news.merchantRef)
                ).first.map(PaymentAttempt.init)
            else { return try await takeStray(news, inbox, tx) }
            let locked = try await tx.run([
                Statement(TransitionSQL.lock, .id(found.order)), Statement(PaymentSQL.lock, .id(found.id)),
                StockSQL.lockLines(of: found.order),
            ])
            guard let order = try locked[0].first.map(LockedOrder.init),
                let payment = try locked[1].first.map(PaymentAttempt.init)
            else { return .foreign }
            guard payment.channel == news.channel, payment.reference ?? news.reference == news.reference else {
                return .foreign
            }
            if let inbox {
                let outcome = news.amountMatches(payment.requested) ? "accepted" : SettleOutcome.amountDiffers.rawValue
                // A wrong amount must not take the place of the right news that may follow.
                let status = news.status.text + (outcome == "accepted" ? "" : "!amount")
                let new = try await tx.query(
                    PaymentSQL.inbox, .text(news.reference), .text(status), .text(news.merchantRef), .bytes(inbox),
                    .text(outcome))
                if new.isEmpty { return outcome == "accepted" ? .unchanged : .amountDiffers }
            }
            return try await apply(news, to: payment, of: order, in: tx)
        }
    }

    private func apply(
        _ news: BillNews, to payment: PaymentAttempt, of order: LockedOrder, in tx: Transaction
    ) async throws -> SettleOutcome {
        switch news.status {
        case .paid: return try await pay(news, payment, order, tx)
        case .expired, .failed: return try await end(news, payment, order, tx)
        case .refunded: return try await refund(news, payment, order, tx)
        case .unpaid, .unknown: return .unchanged
        }
    }

    private func pay(
        _ news: BillNews, _ payment: PaymentAttempt, _ order: LockedOrder, _ tx: Transaction
    ) async throws -> SettleOutcome {
        guard payment.state != .paid, payment.state != .refunded else { return .unchanged }
        guard news.amountMatches(payment.requested) else {
            // The gateway says so whenever it is asked; the owner is told once.
            let reason = OrderAttention.amountDiffers
            if try await tx.query(TransitionSQL.told, .id(order.id), .text(reason.rawValue)).isEmpty {
                try await flag(order.id, reason, tx)
            }
            return .amountDiffers
        }
        _ = try await tx.run([mark(payment, .paid, news)])
        switch order.state {
        case .pending:
            try await takeGoods(of: order, late: false, tx)
        case .expired, .cancelled:
            try await takeGoods(of: order, late: true, tx)
        case .paid, .processing, .shipped, .delivered, .completed, .refunded:
            try await flag(order.id, .paidTwice, tx)
        }
        return .applied
    }

    /// Sells what the order holds, holding it again first when the hold is gone. Paid without goods is a state of its
    /// own that the owner sees: the money is never lost from sight.
    private func takeGoods(of order: LockedOrder, late: Bool, _ tx: Transaction) async throws {
        let actor = OrderActor.gateway
        let sell = StockSQL.sell(order.id, actor: actor.description)
        // For the statement after it, which sells all that is held: far ahead, so that no difference between this
        // server's clock and the database's can make a new hold a lapsed one.
        let rehold = StockSQL.rehold(order.id, until: Date() + 86_400)
        let outcome = try StockOutcome(try await tx.run(late ? [rehold, sell] : [sell])[late ? 1 : 0])
        let reason = late ? "paid_late" : "paid"
        _ = try await tx.run(
            try OrderTransition(order.id, from: order.state, to: .paid, by: actor, because: reason).statements
                + (outcome.isSold ? [Statement(NoticeSQL.lowStock, .id(order.id))] : [])
                + (outcome.changesPages || late ? CatalogSignal.touched(database.tenant) : []))
        if !outcome.isSold {
            try await flag(order.id, .paidWithoutStock, tx)
        } else if late {
            try await flag(order.id, .paidLate, tx)
        }
    }

    private func end(
        _ news: BillNews, _ payment: PaymentAttempt, _ order: LockedOrder, _ tx: Transaction
    ) async throws -> SettleOutcome {
        guard payment.state.isWaiting else { return .unchanged }
        let expired = news.status == .expired
        let marked = try await tx.run([
            mark(payment, expired ? .expired : .failed, news),
            Statement(PaymentSQL.othersWaiting, .id(order.id), .id(payment.id)),
        ])
        guard order.state == .pending, try marked[1].first?.bool("waiting") != true else { return .applied }
        try await ReleasedOrder(order, to: .expired, by: .gateway, because: expired ? "bill_expired" : "bill_failed")
            .write(in: tx, of: database.tenant)
        return .applied
    }

    private func refund(
        _ news: BillNews, _ payment: PaymentAttempt, _ order: LockedOrder, _ tx: Transaction
    ) async throws -> SettleOutcome {
        guard payment.state == .paid else { return .unchanged }
        let marked = try await tx.run([
            mark(payment, .refunded, news), Statement(PaymentSQL.othersPaid, .id(order.id), .id(payment.id)),
            Statement(RefundSQL.byGateway, .id(payment.id), .timestamp(Date())),
        ])
        // Of two payments one is returned: the order is still paid by the other.
        guard order.state.mayBecome(.refunded), try marked[1].first?.bool("paid") != true else { return .applied }
        _ = try await tx.run(
            try OrderTransition(
                order.id, from: order.state, to: .refunded, by: .gateway, because: "refunded_by_gateway"
            ).statements)
        return .applied
    }

    private func mark(_ payment: PaymentAttempt, _ state: PaymentState, _ news: BillNews) -> Statement {
        Statement(
            PaymentSQL.settle, .id(payment.id), .text(state.rawValue),
            .optional(state == .paid ? news.paidAt ?? Date() : nil), .text(news.reference))
    }

    func flag(_ order: OrderID, _ attention: OrderAttention, _ tx: Transaction) async throws {
        _ = try await tx.run([
            Statement(TransitionSQL.flag, .id(order), .text(attention.rawValue)),
            Statement(
                TransitionSQL.remark, .id(order), .text(OrderActor.gateway.description), .text(attention.rawValue)),
        ])
    }
}
