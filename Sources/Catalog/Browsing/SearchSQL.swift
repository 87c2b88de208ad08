import Postgres

enum SearchSQL {
    /// $1 ILIKE pattern, $2 finished words, $3 beginning of a word, $4 the text, $5 sort (empty: best match first),
    /// $6 limit, $7 offset -> columns of ``BrowseSQL/cards``
    static let cards = SQL(
        "catalog.search",
        """
        WITH asked AS (
            SELECT websearch_to_tsquery('simple', $2) && to_tsquery('simple', $3) AS query
        ),
        found AS (
            SELECT p.id FROM {product} p, asked a WHERE p.search @@ a.query
            UNION
            SELECT p.id FROM {product} p WHERE p.name ILIKE $1
            UNION
            SELECT v.product_id FROM {variant} v WHERE v.is_active AND v.sku ILIKE $1
        ),
        held AS (
            SELECT variant_id, sum(pieces)::bigint AS pieces
            FROM {reservation} WHERE state = 'held' AND hold_until > now()
            GROUP BY variant_id
        ),
        listed AS (
            SELECT p.id, p.slug, p.name, p.category_id, p.created_at, p.search, count(*) AS variant_count,
                min(v.price_rupiah) AS price_from, max(v.price_rupiah) AS price_to,
                sum(greatest(0, v.on_hand - coalesce(h.pieces, 0)))::bigint AS available,
                bool_or(lower(v.sku) = $4::text) AS is_sku
            FROM {product} p
            JOIN {variant} v ON v.product_id = p.id AND v.is_active
            LEFT JOIN held h ON h.variant_id = v.id
            WHERE p.state = 'active' AND p.id IN (SELECT id FROM found)
            GROUP BY p.id
        ),
        page AS (
            SELECT l.*, row_number() OVER (ORDER BY
                CASE $5::text WHEN 'termurah' THEN l.price_from WHEN 'termahal' THEN -l.price_to END,
                CASE $5::text WHEN 'nama' THEN lower(l.name) END,
                CASE $5::text WHEN 'terbaru' THEN l.created_at END DESC,
                l.is_sku OR lower(l.name) = $4::text DESC,
                starts_with(lower(l.name), $4::text) DESC,
                ts_rank(l.search, a.query) DESC, l.name, l.id) AS place
            FROM listed l, asked a
            ORDER BY place
            LIMIT $6 OFFSET $7
        )
        SELECT g.id, g.slug, g.name, c.name AS category_name, g.price_from, g.price_to, s.compare_at, g.available,
            g.variant_count, i.file, i.alt, i.width, i.height
        FROM page g
        LEFT JOIN {category} c ON c.id = g.category_id
        LEFT JOIN LATERAL (
            SELECT max(v.compare_at_rupiah) AS compare_at FROM {variant} v
            WHERE v.product_id = g.id AND v.is_active AND v.price_rupiah = g.price_from
        ) s ON true
        LEFT JOIN LATERAL (
            SELECT file, alt, width, height FROM {product_image} WHERE product_id = g.id ORDER BY position, id LIMIT 1
        ) i ON true
        ORDER BY g.place
        """)

    /// $1 ILIKE pattern, $2 finished words, $3 beginning of a word -> total, counted up to 2,400
    static let count = SQL(
        "catalog.search_count",
        """
        WITH asked AS (
            SELECT websearch_to_tsquery('simple', $2) && to_tsquery('simple', $3) AS query
        ),
        found AS (
            SELECT p.id FROM {product} p, asked a WHERE p.search @@ a.query
            UNION
            SELECT p.id FROM {product} p WHERE p.name ILIKE $1
            UNION
            SELECT v.product_id FROM {variant} v WHERE v.is_active AND v.sku ILIKE $1
        )
        SELECT count(*) AS total FROM (
            SELECT FROM {product} p
            WHERE p.state = 'active' AND p.id IN (SELECT id FROM found)
                AND EXISTS (SELECT FROM {variant} v WHERE v.product_id = p.id AND v.is_active)
            LIMIT 2400
        ) listed
        """)
}
