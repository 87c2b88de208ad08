import Postgres

/// Columns of each but the locks: variant_id, pieces, pieces_left (what this order could have, others' holds taken
/// off), state (afterwards), moved (by this statement), shown (a page shows the change: see
/// ``StockOutcome/changesPages``). The band of 5 is ``ProductCard/lowStockBand``.
enum StockStatements {
    /// $1 variants
    static let lock = SQL(
        "stock.lock", "SELECT id FROM {variant} WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE")

    /// $1 order
    static let lockLines = SQL(
        "stock.lock_lines",
        """
        SELECT id FROM {variant}
        WHERE id IN (SELECT variant_id FROM {reservation} WHERE order_id = $1)
        ORDER BY id FOR NO KEY UPDATE
        """)

    /// $1 order, $2 variants, $3 pieces, $4 until
    static let hold = SQL(
        "stock.hold",
        """
        WITH wanted AS (
            SELECT w.variant_id, sum(w.pieces)::bigint AS pieces
            FROM unnest($2::bigint[], $3::bigint[]) AS w (variant_id, pieces)
            GROUP BY w.variant_id
        ),
        line AS (
            SELECT w.variant_id, w.pieces, own.state, own.hold_until > statement_timestamp() AS is_live,
                CASE WHEN v.is_active AND p.state = 'active' THEN v.on_hand - (
                    SELECT coalesce(sum(r.pieces), 0) FROM {reservation} r
                    WHERE r.variant_id = w.variant_id AND r.order_id <> $1::bigint
                        AND r.state = 'held' AND r.hold_until > statement_timestamp()
                ) ELSE 0 END AS pieces_left
            FROM wanted w
            LEFT JOIN {variant} v ON v.id = w.variant_id
            LEFT JOIN {product} p ON p.id = v.product_id
            LEFT JOIN {reservation} own ON own.order_id = $1::bigint AND own.variant_id = w.variant_id
        ),
        held AS (
            INSERT INTO {reservation} (order_id, variant_id, pieces, hold_until)
            SELECT $1::bigint, l.variant_id, l.pieces, $4 FROM line l
            WHERE NOT EXISTS (SELECT FROM line s WHERE s.pieces_left < s.pieces)
            ON CONFLICT (order_id, variant_id) DO NOTHING
            RETURNING variant_id
        )
        SELECT l.variant_id, l.pieces, greatest(0, l.pieces_left)::bigint AS pieces_left,
            CASE
                WHEN h.variant_id IS NOT NULL THEN 'held'
                WHEN l.state = 'held' AND NOT l.is_live THEN 'lapsed'
                ELSE coalesce(l.state, 'none')
            END AS state,
            h.variant_id IS NOT NULL AS moved,
            h.variant_id IS NOT NULL AND l.pieces_left - l.pieces <= 5 AS shown
        FROM line l
        LEFT JOIN held h USING (variant_id)
        ORDER BY l.variant_id
        """)

    /// $1 order, $2 until
    static let rehold = SQL(
        "stock.rehold",
        """
        WITH line AS (
            SELECT r.variant_id, r.pieces, r.state,
                r.state = 'held' AND r.hold_until > statement_timestamp() AS is_live,
                v.on_hand - (
                    SELECT coalesce(sum(o.pieces), 0) FROM {reservation} o
                    WHERE o.variant_id = r.variant_id AND o.order_id <> r.order_id
                        AND o.state = 'held' AND o.hold_until > statement_timestamp()
                ) AS pieces_left
            FROM {reservation} r
            JOIN {variant} v ON v.id = r.variant_id
            WHERE r.order_id = $1
        ),
        held AS (
            UPDATE {reservation} r SET state = 'held', hold_until = greatest(r.hold_until, $2::timestamptz)
            WHERE r.order_id = $1 AND r.state <> 'sold' AND $2::timestamptz > statement_timestamp()
                AND NOT EXISTS (
                    SELECT FROM line l WHERE l.state <> 'sold' AND NOT l.is_live AND l.pieces_left < l.pieces)
            RETURNING r.variant_id
        )
        SELECT l.variant_id, l.pieces, greatest(0, l.pieces_left)::bigint AS pieces_left,
            CASE
                WHEN h.variant_id IS NOT NULL THEN 'held'
                WHEN l.state = 'held' AND NOT l.is_live THEN 'lapsed'
                ELSE l.state
            END AS state,
            h.variant_id IS NOT NULL AND NOT l.is_live AS moved,
            h.variant_id IS NOT NULL AND NOT l.is_live AND l.pieces_left - l.pieces <= 5 AS shown
        FROM line l
        LEFT JOIN held h USING (variant_id)
        ORDER BY l.variant_id
        """)

    /// $1 order, $2 actor
    static let sell = SQL(
        "stock.sell",
        """
        WITH line AS (
            SELECT r.variant_id, r.pieces, r.state, r.hold_until > statement_timestamp() AS is_live,
                CASE WHEN r.hold_until > statement_timestamp() THEN v.on_hand ELSE v.on_hand - (
                    SELECT coalesce(sum(o.pieces), 0) FROM {reservation} o
                    WHERE o.variant_id = r.variant_id AND o.order_id <> r.order_id
                        AND o.state = 'held' AND o.hold_until > statement_timestamp()
                ) END AS pieces_left
            FROM {reservation} r
            JOIN {variant} v ON v.id = r.variant_id
            WHERE r.order_id = $1
        ),
        sold AS (
            UPDATE {reservation} r SET state = 'sold'
            WHERE r.order_id = $1 AND r.state = 'held'
                AND NOT EXISTS (SELECT FROM line l WHERE l.state = 'held' AND l.pieces_left < l.pieces)
            RETURNING r.variant_id, r.pieces
        ),
        taken AS (
            UPDATE {variant} v SET on_hand = v.on_hand - s.pieces FROM sold s WHERE v.id = s.variant_id
            RETURNING v.id, v.on_hand, s.pieces
        ),
        ledger AS (
            INSERT INTO {stock_movement} (variant_id, change, on_hand_after, reason, order_id, actor)
            SELECT t.id, -t.pieces, t.on_hand, 'sale', $1, $2 FROM taken t
        )
        SELECT l.variant_id, l.pieces, greatest(0, l.pieces_left)::bigint AS pieces_left,
            CASE
                WHEN s.variant_id IS NOT NULL THEN 'sold'
                WHEN l.state = 'held' AND NOT l.is_live THEN 'lapsed'
                ELSE l.state
            END AS state,
            s.variant_id IS NOT NULL AS moved,
            s.variant_id IS NOT NULL AND NOT l.is_live AND l.pieces_left - l.pieces <= 5 AS shown
        FROM line l
        LEFT JOIN sold s USING (variant_id)
        ORDER BY l.variant_id
        """)

    /// $1 order. Shown is judged as if the hold still stood: pages made before it lapsed counted it.
    static let release = SQL(
        "stock.release",
        """
        WITH line AS (
            SELECT r.variant_id, r.pieces, r.state, v.on_hand - (
                SELECT coalesce(sum(o.pieces), 0) FROM {reservation} o
                WHERE o.variant_id = r.variant_id AND o.order_id <> r.order_id
                    AND o.state = 'held' AND o.hold_until > statement_timestamp()
            ) AS pieces_left
            FROM {reservation} r
            JOIN {variant} v ON v.id = r.variant_id
            WHERE r.order_id = $1
        ),
        freed AS (
            UPDATE {reservation} SET state = 'released' WHERE order_id = $1 AND state = 'held' RETURNING variant_id
        )
        SELECT l.variant_id, l.pieces, greatest(0, l.pieces_left)::bigint AS pieces_left,
            CASE WHEN f.variant_id IS NOT NULL THEN 'released' ELSE l.state END AS state,
            f.variant_id IS NOT NULL AS moved,
            f.variant_id IS NOT NULL AND l.pieces_left - l.pieces <= 5 AS shown
        FROM line l
        LEFT JOIN freed f USING (variant_id)
        ORDER BY l.variant_id
        """)

    /// $1 order, $2 actor
    static let restock = SQL(
        "stock.restock",
        """
        WITH line AS (
            SELECT r.variant_id, r.pieces, r.state, v.on_hand - (
                SELECT coalesce(sum(o.pieces), 0) FROM {reservation} o
                WHERE o.variant_id = r.variant_id AND o.state = 'held' AND o.hold_until > statement_timestamp()
            ) AS pieces_left
            FROM {reservation} r
            JOIN {variant} v ON v.id = r.variant_id
            WHERE r.order_id = $1
        ),
        returned AS (
            UPDATE {reservation} SET state = 'released' WHERE order_id = $1 AND state = 'sold'
            RETURNING variant_id, pieces
        ),
        shelved AS (
            UPDATE {variant} v SET on_hand = v.on_hand + b.pieces FROM returned b WHERE v.id = b.variant_id
            RETURNING v.id, v.on_hand, b.pieces
        ),
        ledger AS (
            INSERT INTO {stock_movement} (variant_id, change, on_hand_after, reason, order_id, actor)
            SELECT s.id, s.pieces, s.on_hand, 'return', $1, $2 FROM shelved s
        )
        SELECT l.variant_id, l.pieces, greatest(0, l.pieces_left)::bigint AS pieces_left,
            CASE WHEN b.variant_id IS NOT NULL THEN 'released' ELSE l.state END AS state,
            b.variant_id IS NOT NULL AS moved,
            b.variant_id IS NOT NULL AND l.pieces_left <= 5 AS shown
        FROM line l
        LEFT JOIN returned b USING (variant_id)
        ORDER BY l.variant_id
        """)
}
