import Postgres

/// Reading orders. Writing them is ``PlacingSQL``'s, ``TransitionSQL``'s and ``PaymentSQL``'s.
enum OrderSQL {
    /// $1 code, $2 customer or null for the owner -> one order
    static let order = SQL(
        "order_by_code",
        """
        SELECT id, code, customer_id, state, attention, placed_at, customer_name, customer_email, recipient, phone,
               street, village_code, village, district, regency, province, postal_code, courier_code, courier_name,
               courier_service, courier_estimate, weight_grams, subtotal_rupiah, shipping_rupiah, total_rupiah, note
        FROM {order}
        WHERE code = $1 AND ($2::bigint IS NULL OR customer_id = $2)
        """)

    /// $1 code -> its lines
    static let lines = SQL(
        "order_lines",
        """
        SELECT l.variant_id, l.product_slug, l.sku, l.name, l.option_values, l.image, l.price_rupiah, l.pieces,
               l.weight_grams
        FROM {order_line} l JOIN {order} o ON o.id = l.order_id
        WHERE o.code = $1
        ORDER BY l.id
        """)

    /// $1 code -> its events, oldest first
    static let events = SQL(
        "order_events",
        """
        SELECT e.from_state, e.to_state, e.actor, e.reason, e.at
        FROM {order_event} e JOIN {order} o ON o.id = e.order_id
        WHERE o.code = $1
        ORDER BY e.id
        """)

    /// $1 code -> its payments, oldest first
    static let payments = SQL(
        "order_payments",
        """
        SELECT p.id, p.merchant_ref, p.channel, p.channel_name, p.state, p.reference, p.requested_rupiah, p.due_rupiah,
               p.fee_customer_rupiah, p.pay_code, p.pay_url, p.checkout_url, p.qr_string, p.qr_url,
               p.instructions::text AS instructions, p.expires_at, p.paid_at, p.refunded_rupiah, p.refunded_at,
               p.refund_note
        FROM {payment} p JOIN {order} o ON o.id = p.order_id
        WHERE o.code = $1
        ORDER BY p.id
        """)

    /// $1 code -> its shipment
    static let shipment = SQL(
        "order_shipment",
        """
        SELECT s.courier_code, s.courier_name, s.waybill, s.shipped_at, s.track_state,
               s.track_history::text AS track_history, s.tracked_at, s.track_tried_at, s.track_problem, s.delivered_at
        FROM {shipment} s JOIN {order} o ON o.id = s.order_id
        WHERE o.code = $1
        """)

    /// $1 customer, $2 limit, $3 offset -> summaries, newest first
    static let ofCustomer = SQL(
        "order_list_of_customer",
        """
        SELECT o.code, o.state, o.attention, o.placed_at, o.customer_name, o.recipient, o.regency, o.total_rupiah,
               s.waybill,
               (SELECT sum(l.pieces)::bigint FROM {order_line} l WHERE l.order_id = o.id) AS pieces,
               f.name AS first_line, f.image
        FROM {order} o
        LEFT JOIN {shipment} s ON s.order_id = o.id
        JOIN LATERAL (
            SELECT l.name, l.image FROM {order_line} l WHERE l.order_id = o.id ORDER BY l.id LIMIT 1
        ) f ON true
        WHERE o.customer_id = $1
        ORDER BY o.id DESC
        LIMIT $2 OFFSET $3
        """)

    /// $1 states or null, $2 search text or '', $3 limit, $4 offset -> summaries, newest first. By id, which rises with
    /// the time and has an index.
    static let ofShop = SQL(
        "order_list_of_shop",
        """
        SELECT o.code, o.state, o.attention, o.placed_at, o.customer_name, o.recipient, o.regency, o.total_rupiah,
               s.waybill,
               (SELECT sum(l.pieces)::bigint FROM {order_line} l WHERE l.order_id = o.id) AS pieces,
               f.name AS first_line, f.image
        FROM {order} o
        LEFT JOIN {shipment} s ON s.order_id = o.id
        JOIN LATERAL (
            SELECT l.name, l.image FROM {order_line} l WHERE l.order_id = o.id ORDER BY l.id LIMIT 1
        ) f ON true
        WHERE ($1::text[] IS NULL OR o.state = ANY ($1))
          AND ($2 = '' OR o.code ILIKE '%' || $2 || '%' OR o.recipient ILIKE '%' || $2 || '%'
               OR o.customer_name ILIKE '%' || $2 || '%' OR o.phone LIKE '%' || $2 || '%'
               OR s.waybill ILIKE '%' || $2 || '%')
        ORDER BY o.id DESC
        LIMIT $3 OFFSET $4
        """)

    /// -> state, orders
    static let countByState = SQL(
        "order_count_by_state",
        "SELECT state, count(*) AS orders FROM {order} GROUP BY state")

    /// $1 customer, $2 idempotency key -> code
    static let byKey = SQL(
        "order_by_key",
        "SELECT code FROM {order} WHERE customer_id = $1 AND idempotency_key = $2")
}
