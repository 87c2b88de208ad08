import Postgres

enum PaymentSQL {
    /// $1 order, $2 merchant_ref, $3 channel, $4 channel name, $5 requested, $6 expires, $7 next check -> id
    static let insert = SQL(
        "payment_insert",
        """
        INSERT INTO {payment} (
            order_id, merchant_ref, channel, channel_name, state, requested_rupiah, due_rupiah, expires_at,
            next_check_at)
        VALUES ($1, $2, $3, $4, 'opening', $5, $5, $6, $7)
        RETURNING id
        """)

    /// $1 reference, $2 merchant_ref -> the payment of a callback, unlocked
    static let byReference = SQL(
        "payment_by_reference",
        """
        SELECT id, order_id, merchant_ref, channel, state, reference, requested_rupiah, expires_at, checks, created_at
        FROM {payment}
        WHERE merchant_ref = $2 AND (reference = $1 OR reference IS NULL)
        """)

    /// $1 merchant_ref -> the payment, whichever bill it is noted with
    static let byMerchantRef = SQL(
        "payment_by_merchant_ref",
        """
        SELECT id, order_id, merchant_ref, channel, state, reference, requested_rupiah, expires_at, checks, created_at
        FROM {payment} WHERE merchant_ref = $1
        """)

    /// $1 id -> the payment, locked; the order's row is locked before it
    static let lock = SQL(
        "payment_lock",
        """
        SELECT id, order_id, merchant_ref, channel, state, reference, requested_rupiah, expires_at, checks, created_at
        FROM {payment} WHERE id = $1 FOR UPDATE
        """)

    /// $1 order, $2 payment -> whether another attempt of the order still waits for money
    static let othersWaiting = SQL(
        "payment_others_waiting",
        """
        SELECT EXISTS (
            SELECT FROM {payment} WHERE order_id = $1 AND id <> $2 AND state IN ('opening', 'open')) AS waiting
        """)

    /// $1 order, $2 payment -> whether another attempt of the order has been paid
    static let othersPaid = SQL(
        "payment_others_paid",
        """
        SELECT EXISTS (SELECT FROM {payment} WHERE order_id = $1 AND id <> $2 AND state = 'paid') AS paid
        """)

    /// $1 id, then what the gateway answered: $2 reference, $3 channel name, $4 due, $5 fee, $6 pay code, $7 pay URL,
    /// $8 checkout URL, $9 QR text, $10 QR URL, $11 instructions, $12 expires, $13 next check. A payment that was
    /// settled meanwhile keeps its state, and one that is known to be another bill stays as it is.
    static let opened = SQL(
        "payment_opened",
        """
        UPDATE {payment}
        SET state = CASE WHEN state = 'opening' THEN 'open' ELSE state END,
            reference = $2, channel_name = $3, due_rupiah = $4, fee_customer_rupiah = $5, pay_code = $6, pay_url = $7,
            checkout_url = $8, qr_string = $9, qr_url = $10, instructions = $11, expires_at = $12,
            next_check_at = CASE WHEN state IN ('opening', 'open') THEN $13 ELSE next_check_at END
        WHERE id = $1 AND (reference IS NULL OR reference = $2)
        """)

    /// $1 order, $2 until: the hold outlives the bill, so that a payment in its last minute still finds its goods
    static let lengthenHold = SQL(
        "order_lengthen_hold",
        "UPDATE {order} SET hold_until = greatest(hold_until, $2), updated_at = now() WHERE id = $1 AND state = 'pending'"
    )

    /// $1 order, $2 until: only holds that stand; a lapsed one is somebody else's by now
    static let lengthenReservations = SQL(
        "reservation_lengthen",
        """
        UPDATE {reservation} SET hold_until = greatest(hold_until, $2)
        WHERE order_id = $1 AND state = 'held' AND hold_until > statement_timestamp()
        """)

    /// $1 id, $2 state, $3 paid at, $4 reference: no more checks
    static let settle = SQL(
        "payment_settle",
        """
        UPDATE {payment}
        SET state = $2, paid_at = coalesce(paid_at, $3), reference = coalesce(reference, $4), next_check_at = NULL
        WHERE id = $1
        """)

    /// $1 id, $2 next check or null
    static let checkAgain = SQL(
        "payment_check_again",
        "UPDATE {payment} SET next_check_at = $2 WHERE id = $1 AND state IN ('opening', 'open')")

    /// $1 limit, $2 seconds: payments whose time to be asked for has come, taken by one node each -> payments
    static let claimDue = SQL(
        "payment_claim_due",
        """
        UPDATE {payment} p SET checks = p.checks + 1, next_check_at = now() + make_interval(secs => $2)
        WHERE p.id IN (
            SELECT id FROM {payment} WHERE next_check_at <= now()
            ORDER BY next_check_at LIMIT $1 FOR UPDATE SKIP LOCKED)
        RETURNING p.id, p.order_id, p.merchant_ref, p.channel, p.state, p.reference, p.requested_rupiah, p.expires_at,
                  p.checks, p.created_at
        """)

    /// $1 order code -> the order's payments that wait for money
    static let waitingOf = SQL(
        "payment_waiting_of",
        """
        SELECT p.id, p.order_id, p.merchant_ref, p.channel, p.state, p.reference, p.requested_rupiah, p.expires_at,
               p.checks, p.created_at
        FROM {payment} p JOIN {order} o ON o.id = p.order_id
        WHERE o.code = $1 AND p.state IN ('opening', 'open')
        """)

    /// -> when the next payment wants to be asked for
    static let nextDue = SQL("payment_next_due", "SELECT min(next_check_at) AS due FROM {payment}")

    /// $1 reference, $2 status, $3 merchant_ref, $4 body, $5 outcome -> a row when this one is new
    static let inbox = SQL(
        "payment_inbox_insert",
        """
        INSERT INTO {payment_inbox} (reference, status, merchant_ref, body, outcome) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (reference, status) DO NOTHING
        RETURNING reference
        """)
}
