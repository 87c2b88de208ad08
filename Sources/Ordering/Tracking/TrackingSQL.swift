import Postgres

/// The columns `track_*` of a shipment. Every statement that writes an answer names the waybill that was asked after: a
/// corrected one must not get the old one's news.
enum TrackingSQL {
    /// $1 now, $2 limit, $3 until -> parcels whose time to be asked for has come, taken by one node each
    static let claimDue = SQL(
        "tracking_claim_due",
        """
        WITH due AS MATERIALIZED (
            SELECT order_id FROM {shipment} WHERE track_at <= $1 ORDER BY track_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        UPDATE {shipment} s SET track_at = $3, track_tried_at = $1, track_checks = s.track_checks + 1
        FROM due JOIN {order} o ON o.id = due.order_id
        WHERE s.order_id = due.order_id
        RETURNING s.order_id, s.courier_code, s.waybill, o.phone, coalesce(s.track_since, s.shipped_at) AS since,
                  s.track_state
        """)

    /// $1 code, $2 now, $3 until, $4 not asked since -> the order's parcel, unless it was asked for just now
    static let claimOne = SQL(
        "tracking_claim_one",
        """
        UPDATE {shipment} s SET track_at = $3, track_tried_at = $2, track_checks = s.track_checks + 1
        FROM {order} o
        WHERE o.code = $1 AND o.state = 'shipped' AND s.order_id = o.id AND s.track_state <> 'untracked'
          AND (s.track_tried_at IS NULL OR s.track_tried_at <= $4)
        RETURNING s.order_id, s.courier_code, s.waybill, o.phone, coalesce(s.track_since, s.shipped_at) AS since,
                  s.track_state
        """)

    /// -> when the next parcel wants to be asked for
    static let nextDue = SQL("tracking_next_due", "SELECT min(track_at) AS due FROM {shipment}")

    /// $1 order -> its shipment, locked; the order's row is locked before it
    static let lock = SQL(
        "tracking_lock",
        "SELECT courier_code, waybill, track_state, shipped_at FROM {shipment} WHERE order_id = $1 FOR UPDATE")

    /// $1 order, $2 state, $3 history or null to keep what there is, $4 now, $5 next or null, $6 delivered at or null
    static let record = SQL(
        "tracking_record",
        """
        UPDATE {shipment}
        SET track_state = $2, track_history = coalesce($3, track_history), tracked_at = $4, track_problem = NULL,
            track_at = $5, delivered_at = coalesce($6, delivered_at)
        WHERE order_id = $1
        """)

    /// $1 order, $2 problem, $3 next or null, $4 state: what was known stays
    static let problem = SQL(
        "tracking_problem",
        "UPDATE {shipment} SET track_problem = $2, track_at = $3, track_state = $4 WHERE order_id = $1")

    /// $1 order: nothing to ask any more
    static let stop = SQL("tracking_stop", "UPDATE {shipment} SET track_at = NULL WHERE order_id = $1")

    /// $1 order, $2 delivered at: somebody says so
    static let arrived = SQL(
        "tracking_arrived",
        """
        UPDATE {shipment} SET delivered_at = coalesce(delivered_at, $2), track_at = NULL WHERE order_id = $1
        """)

    /// $1 order -> a row when the owner was told that this waybill is wrong
    static let toldWrong = SQL(
        "tracking_told_wrong",
        """
        SELECT 1 AS told FROM {order_event}
        WHERE order_id = $1 AND reason = 'waybill_unknown' AND id > coalesce((
            SELECT max(id) FROM {order_event} WHERE order_id = $1 AND reason IN ('shipped', 'waybill_corrected')), 0)
        LIMIT 1
        """)

    /// $1 order, $2 courier and waybill, $3 now: the owner hears of a wrong waybill, once
    static let tellWrong = SQL(
        "tracking_tell_wrong",
        """
        INSERT INTO {outbox} (lane, kind, dedupe_key, payload, due_at)
        SELECT told.lane, told.kind, 'order:' || o.id || ':' || told.kind || ':' || $2,
               jsonb_build_object('order', o.id), $3
        FROM {order} o CROSS JOIN {shop} s
        CROSS JOIN (VALUES ('mail', 'mail.waybill_wrong'), ('whatsapp', 'owner.waybill_wrong')) AS told (lane, kind)
        WHERE o.id = $1 AND (told.lane <> 'whatsapp' OR s.whatsapp ? 'owner_phone')
        ON CONFLICT (dedupe_key) DO NOTHING
        """, announces: true)

    /// $1 order: the courier knows the number after all
    static let clearUnknown = SQL(
        "tracking_clear_unknown", "UPDATE {order} SET attention = NULL WHERE id = $1 AND attention = 'waybill_unknown'")
}

/// Orders that end because their parcels arrived.
enum CompletionSQL {
    /// $1 now, $2 limit -> orders that have been delivered for as long as the shop waits, and that nobody must look at
    static let due = SQL(
        "completion_due",
        """
        SELECT o.id FROM {order} o JOIN {shipment} s ON s.order_id = o.id CROSS JOIN {shop} p
        WHERE o.state = 'delivered' AND o.attention IS NULL
          AND greatest(s.delivered_at, s.shipped_at) + make_interval(days => p.complete_after_days) <= $1
        ORDER BY o.id
        LIMIT $2
        """)

    /// -> when the next order's time is over
    static let nextDue = SQL(
        "completion_next_due",
        """
        SELECT min(greatest(s.delivered_at, s.shipped_at) + make_interval(days => p.complete_after_days)) AS due
        FROM {order} o JOIN {shipment} s ON s.order_id = o.id CROSS JOIN {shop} p
        WHERE o.state = 'delivered' AND o.attention IS NULL
        """)
}
