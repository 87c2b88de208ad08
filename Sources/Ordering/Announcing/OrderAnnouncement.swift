import Jobs
import Postgres
import TokoCore

/// What the outside hears of an order's step: rows of the outbox in the transaction that takes the step.
///
/// A shop that has no WhatsApp set up gets no rows for it, and a customer who did not agree to be counted or written
/// to none for that; nor is a customer written to of an order that never had a bill.
enum OrderAnnouncement {
    /// What is told when an order has come to a state.
    static func kinds(of state: OrderState) -> [(lane: JobLane, kind: String)] {
        switch state {
        case .pending: [(.analytics, "Checkout Started")]
        case .paid:
            [
                (.mail, "mail.receipt"), (.whatsapp, "owner.paid"), (.whatsapp, "customer.paid"),
                (.analytics, "Order Completed"),
            ]
        case .shipped: [(.mail, "mail.shipped"), (.whatsapp, "customer.shipped")]
        case .expired: [(.mail, "mail.expired")]
        case .cancelled: [(.whatsapp, "customer.cancelled"), (.analytics, "Order Cancelled")]
        case .refunded: [(.mail, "mail.refunded"), (.analytics, "Order Refunded")]
        case .processing, .delivered, .completed: []
        }
    }

    /// After the statement that moved the order: writes nothing unless the order is in that state.
    static func statements(_ order: OrderID, to state: OrderState) -> [Statement] {
        statements(order, in: state, kinds(of: state))
    }

    /// With the bill that was opened: an order that the gateway refuses is no news to anybody.
    static func billOpened(_ order: OrderID) -> [Statement] {
        statements(order, in: .pending, [(.whatsapp, "owner.new_order"), (.whatsapp, "customer.placed")])
    }

    private static func statements(
        _ order: OrderID, in state: OrderState, _ kinds: [(lane: JobLane, kind: String)]
    ) -> [Statement] {
        guard !kinds.isEmpty else { return [] }
        return [
            Statement(
                AnnouncementSQL.announce, .id(order), .text(state.rawValue), .texts(kinds.map(\.lane.rawValue)),
                .texts(kinds.map(\.kind)))
        ]
    }
}

enum AnnouncementSQL {
    /// $1 order, $2 its state now, $3 lanes, $4 kinds; each is told of an order once, however often it comes by
    static let announce = SQL(
        "order_announce",
        """
        INSERT INTO {outbox} (lane, kind, dedupe_key, payload)
        SELECT told.lane, told.kind, 'order:' || o.id || ':' || told.kind, jsonb_build_object('order', o.id)
        FROM {order} o CROSS JOIN {shop} s CROSS JOIN unnest($3::text[], $4::text[]) AS told (lane, kind)
        WHERE o.id = $1 AND o.state = $2 AND CASE
            WHEN told.kind LIKE 'owner.%' THEN s.whatsapp ? 'owner_phone'
            WHEN told.kind LIKE 'customer.%' THEN o.wants_whatsapp AND s.whatsapp @> '{"customers": true}'
                AND EXISTS (
                    SELECT FROM {payment} p WHERE p.order_id = o.id AND p.state NOT IN ('opening', 'refused'))
            WHEN told.lane = 'analytics' THEN o.analytics_id IS NOT NULL
            ELSE true END
        ON CONFLICT (dedupe_key) DO NOTHING
        """, announces: true)
}
