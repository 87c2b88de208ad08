import Postgres

enum EditorSQL {
    /// $1 ILIKE pattern, $2 limit, $3 offset -> id, slug, name, state, category_name, file, alt, width, height,
    /// price_from, price_to, variant_count, on_hand, available
    static let list = SQL(
        "editor.list",
        """
        WITH page AS (
            SELECT p.id, p.slug, p.name, p.state, p.category_id FROM {product} p
            WHERE p.name ILIKE $1
                OR EXISTS (SELECT FROM {variant} v WHERE v.product_id = p.id AND v.sku ILIKE $1)
            ORDER BY lower(p.name), p.id
            LIMIT $2 OFFSET $3
        )
        SELECT g.id, g.slug, g.name, g.state, c.name AS category_name, i.file, i.alt, i.width, i.height,
            s.price_from, s.price_to, s.variant_count, s.on_hand, s.available
        FROM page g
        LEFT JOIN {category} c ON c.id = g.category_id
        LEFT JOIN LATERAL (
            SELECT file, alt, width, height FROM {product_image} WHERE product_id = g.id ORDER BY position, id LIMIT 1
        ) i ON true
        CROSS JOIN LATERAL (
            SELECT min(v.price_rupiah) AS price_from, max(v.price_rupiah) AS price_to, count(*) AS variant_count,
                coalesce(sum(v.on_hand), 0)::bigint AS on_hand,
                coalesce(sum(greatest(0, v.on_hand - (
                    SELECT coalesce(sum(r.pieces), 0) FROM {reservation} r
                    WHERE r.variant_id = v.id AND r.state = 'held' AND r.hold_until > now()
                ))), 0)::bigint AS available
            FROM {variant} v WHERE v.product_id = g.id AND v.is_active
        ) s
        ORDER BY lower(g.name), g.id
        """)

    /// $1 ILIKE pattern -> total
    static let count = SQL(
        "editor.count",
        """
        SELECT count(*) AS total FROM {product} p
        WHERE p.name ILIKE $1
            OR EXISTS (SELECT FROM {variant} v WHERE v.product_id = p.id AND v.sku ILIKE $1)
        """)

    /// $1 product -> columns of ``ProductSQL/active``
    static let product = SQL(
        "editor.product",
        """
        SELECT p.id, p.slug, p.name, c.slug AS category_slug, c.name AS category_name, p.description, p.options, p.state
        FROM {product} p
        LEFT JOIN {category} c ON c.id = p.category_id
        WHERE p.id = $1
        """)

    /// $1 product -> file, alt, width, height
    static let pictures = SQL(
        "editor.pictures",
        "SELECT file, alt, width, height FROM {product_image} WHERE product_id = $1 ORDER BY position, id")

    /// $1 product -> columns of ``ProductSQL/activeVariants``, inactive variants last
    static let variants = SQL(
        "editor.variants",
        """
        SELECT v.id, v.product_id, v.sku, v.option_values, v.price_rupiah, v.compare_at_rupiah, v.weight_grams,
            v.on_hand, v.is_active, greatest(0, v.on_hand - (
                SELECT coalesce(sum(r.pieces), 0) FROM {reservation} r
                WHERE r.variant_id = v.id AND r.state = 'held' AND r.hold_until > now()
            ))::bigint AS available
        FROM {variant} v
        WHERE v.product_id = $1
        ORDER BY NOT v.is_active, v.position, v.id
        """)

    /// $1 variant, $2 price, $3 compare-at or NULL; writes only what differs
    static let setPrice = SQL(
        "editor.set_price",
        """
        UPDATE {variant} SET price_rupiah = $2::bigint, compare_at_rupiah = $3::bigint
        WHERE id = $1 AND (price_rupiah, compare_at_rupiah) IS DISTINCT FROM ($2::bigint, $3::bigint)
        """)

    /// $1 product, $2 state; writes only what differs
    static let setState = SQL(
        "editor.set_state",
        "UPDATE {product} SET state = $2, updated_at = now() WHERE id = $1 AND state <> $2")
}
