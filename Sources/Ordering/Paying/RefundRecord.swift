import Catalog
public import FoundationEssentials
import Postgres
public import Tenancy
public import TokoCore

/// Money that somebody of the shop gave back by hand, as it was told on a form.
public struct HandRefund: Sendable, Hashable {
    public static let longestNote = 300

    public var payment: PaymentID
    public var amount: Money
    /// What the form showed as returned already: two clicks on one form return the money once.
    public var seenRefunded: Money
    public var note: String
    /// Puts the goods back on the shelf, when all of the money is returned and the parcel has not left.
    public var restocks: Bool

    public init(payment: PaymentID, amount: Money, seenRefunded: Money, note: String, restocks: Bool) {
        self.payment = payment
        self.amount = amount
        self.seenRefunded = seenRefunded
        self.note = note
        self.restocks = restocks
    }
}

/// What can be wrong with it.
public enum RefundError: Error, Equatable, Sendable {
    /// The order has no such payment, or no money came for it, or it was returned whole.
    case nothingToReturn
    case amountMissing
    /// More than is left of what was paid.
    case tooMuch(left: Money)
    /// Somebody, or the gateway, wrote a refund down after the form was drawn.
    case changedMeanwhile(refunded: Money)
    case noteTooLong
}

public enum RefundOutcome: Hashable, Sendable {
    /// The order stays where it is.
    case part
    /// The payment is returned whole; the order as well, unless another payment of it stands.
    case whole(order: OrderState)
}

/// Writes down money that was returned by hand. What the gateway tells of a refund goes through ``Settlement``; both
/// lock the order and its payment first, so money that both tell of counts once.
///
/// A payment is returned whole with what the order cost; the channel's fee, if the customer bore it, may be returned
/// beside it.
public struct RefundRecord: Sendable {
    private let database: TenantDatabase

    public init(_ shop: Shop) { database = shop.database }

    /// - Throws: ``RefundError``, ``OrderError/notFound``, `DatabaseError`; nothing is changed then.
    public func record(
        _ refund: HandRefund, of code: OrderCode, by actor: OrderActor, at now: Date = Date()
    ) async throws -> RefundOutcome {
        guard refund.amount > .zero else { throw RefundError.amountMissing }
        guard refund.note.count <= HandRefund.longestNote else { throw RefundError.noteTooLong }
        return try await database.transaction { tx in
            guard
                let order = try await tx.query(TransitionSQL.lockByCode, .text(code.text), .null).first
                    .map(LockedOrder.init)
            else { throw OrderError.notFound }
            let locked = try await tx.run([
                Statement(RefundSQL.lock, .id(refund.payment), .id(order.id)),
                Statement(PaymentSQL.othersPaid, .id(order.id), .id(refund.payment)),
                StockSQL.lockLines(of: order.id),
            ])
            guard let row = locked[0].first else { throw RefundError.nothingToReturn }
            let isWhole = try Self.completes(refund, Returned(row))
            _ = try await tx.run([
                Statement(
                    RefundSQL.note, .id(refund.payment), .int(refund.amount.rupiah), .timestamp(now),
                    .text(refund.note), .text((isWhole ? PaymentState.refunded : .paid).rawValue))
            ])
            let isPaidByAnother = try locked[1].first?.bool("paid") == true
            guard isWhole, !isPaidByAnother, order.state.mayBecome(.refunded) else {
                _ = try await tx.run([
                    Statement(
                        TransitionSQL.remark, .id(order.id), .text(actor.description),
                        .text(isWhole ? "payment_refunded" : "refunded_part"))
                ])
                return isWhole ? .whole(order: order.state) : .part
            }
            try await end(order, restocks: refund.restocks, by: actor, tx)
            return .whole(order: .refunded)
        }
    }

    /// Of a payment: what may be returned, and what was.
    private struct Returned {
        let state: PaymentState?
        let due: Money
        let requested: Money
        let refunded: Money

        init(_ row: Row) throws {
            state = PaymentState(rawValue: try row.text("state"))
            due = try row.money("due_rupiah")
            requested = try row.money("requested_rupiah")
            refunded = try row.money("refunded_rupiah")
        }
    }

    /// Whether the payment is returned whole with this refund.
    private static func completes(_ refund: HandRefund, _ payment: Returned) throws -> Bool {
        guard payment.state == .paid else { throw RefundError.nothingToReturn }
        guard payment.refunded == refund.seenRefunded else {
            throw RefundError.changedMeanwhile(refunded: payment.refunded)
        }
        let paid = max(payment.due, payment.requested)
        let left = payment.refunded < paid ? try paid - payment.refunded : .zero
        guard refund.amount <= left else { throw RefundError.tooMuch(left: left) }
        return try payment.refunded + refund.amount >= payment.requested
    }

    /// Goods of a cancelled order are on the shelf already, and those of a parcel that left are not in the shop.
    private func end(
        _ order: LockedOrder, restocks: Bool, by actor: OrderActor, _ tx: Transaction
    ) async throws {
        var steps = try OrderTransition(
            order.id, from: order.state, to: .refunded, by: actor, because: "refunded_by_hand"
        ).statements
        if restocks, order.state.isToShip {
            let back = try await tx.run([StockSQL.restock(order.id, actor: actor.description)])
            if try StockOutcome(back[0]).changesPages { steps += CatalogSignal.touched(database.tenant) }
        }
        _ = try await tx.run(steps)
    }
}

enum RefundSQL {
    /// $1 payment, $2 order -> the payment, locked; the order's row is locked before it
    static let lock = SQL(
        "refund_lock",
        """
        SELECT state, due_rupiah, requested_rupiah, refunded_rupiah FROM {payment}
        WHERE id = $1 AND order_id = $2 FOR UPDATE
        """)

    /// $1 payment, $2 amount, $3 now, $4 note, $5 state: notes of several parts stand one below the other
    static let note = SQL(
        "refund_note",
        """
        UPDATE {payment}
        SET refunded_rupiah = refunded_rupiah + $2, refunded_at = $3, state = $5,
            refund_note = nullif(concat_ws(chr(10), refund_note, nullif($4, '')), '')
        WHERE id = $1
        """)

    /// $1 payment, $2 now: the gateway returns a payment whole, whatever part of it was returned by hand before
    static let byGateway = SQL(
        "refund_by_gateway",
        """
        UPDATE {payment}
        SET refunded_rupiah = greatest(due_rupiah, refunded_rupiah), refunded_at = $2
        WHERE id = $1
        """)
}
