import Postgres
import TokoCore

/// The one writer of an order's state: the new state, the event that tells of it, and what the outside hears, in the
/// caller's transaction.
struct OrderTransition {
    let order: OrderID
    let from: OrderState
    let to: OrderState
    let actor: OrderActor
    let reason: String

    /// - Throws: ``OrderError/notAllowed(from:to:)`` for a step off the map.
    init(_ order: OrderID, from: OrderState, to: OrderState, by actor: OrderActor, because reason: String)
        throws(OrderError)
    {
        guard from.mayBecome(to) else { throw .notAllowed(from: from, to: to) }
        self.order = order
        self.from = from
        self.to = to
        self.actor = actor
        self.reason = reason
    }

    /// To be run with the order's row locked. Both do nothing when the order is no longer in `from`.
    var statements: [Statement] {
        [
            Statement(
                TransitionSQL.record, .id(order), .text(from.rawValue), .text(to.rawValue),
                .text(actor.description), .text(reason)),
            Statement(TransitionSQL.move, .id(order), .text(from.rawValue), .text(to.rawValue)),
        ] + OrderAnnouncement.statements(order, to: to)
    }
}

/// What can be wrong with an order that somebody wants to act on.
public enum OrderError: Error, Equatable, Sendable {
    case notFound
    /// The order is not in a state from which that may be done.
    case notAllowed(from: OrderState, to: OrderState)
    /// 4 to 40 letters, digits and hyphens.
    case badWaybill
    /// No courier of that code.
    case badCourier
}

enum TransitionSQL {
    /// $1 order -> state; locks the order: the first lock of every change to one
    static let lock = SQL(
        "order_lock", "SELECT id, code, state, attention, total_rupiah FROM {order} WHERE id = $1 FOR UPDATE")

    /// $1 code -> the same, locked
    static let lockByCode = SQL(
        "order_lock_by_code",
        """
        SELECT id, code, state, attention, total_rupiah FROM {order}
        WHERE code = $1 AND ($2::bigint IS NULL OR customer_id = $2) FOR UPDATE
        """)

    /// $1 order, $2 from, $3 to, $4 actor, $5 reason
    static let record = SQL(
        "order_event_insert",
        """
        INSERT INTO {order_event} (order_id, from_state, to_state, actor, reason)
        SELECT id, state, $3, $4, $5 FROM {order} WHERE id = $1 AND state = $2
        """)

    /// $1 order, $2 from, $3 to
    static let move = SQL(
        "order_move", "UPDATE {order} SET state = $3, updated_at = now() WHERE id = $1 AND state = $2")

    /// $1 order, $2 attention: of several reasons the graver stays until somebody has looked
    static let flag = SQL(
        "order_flag",
        """
        UPDATE {order} SET attention = $2, updated_at = now()
        WHERE id = $1 AND (
            attention IS NULL
            OR array_position(ARRAY['waybill_unknown', 'parcel_trouble', 'paid_late', 'amount_differs', 'paid_twice',
                    'paid_without_stock'], attention)
                < array_position(ARRAY['waybill_unknown', 'parcel_trouble', 'paid_late', 'amount_differs',
                    'paid_twice', 'paid_without_stock'], $2))
        """)

    /// $1 order: somebody has looked
    static let unflag = SQL("order_unflag", "UPDATE {order} SET attention = NULL WHERE id = $1")

    /// $1 order, $2 reason -> a row when its events tell of that already
    static let told = SQL(
        "order_told", "SELECT 1 AS told FROM {order_event} WHERE order_id = $1 AND reason = $2 LIMIT 1")

    /// $1 order, $2 actor, $3 reason: something happened that moved nothing
    static let remark = SQL(
        "order_remark",
        """
        INSERT INTO {order_event} (order_id, from_state, to_state, actor, reason)
        SELECT id, state, state, $2, $3 FROM {order} WHERE id = $1
        """)
}
