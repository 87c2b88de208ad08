import Postgres

enum BrowseSQL {
    /// A sort of its own for ``cards``: only what is struck out and in stock, largest discount first.
    static let bestDeals = "hemat"

    /// -> id, slug, name, parent_id, description, position
    static let categories = SQL(
        "catalog.categories",
        """
        SELECT id, slug, name, parent_id, description, position FROM {category} ORDER BY position, name, id
        """)

    /// $1 slug of a category (NULL: the whole shop), $2 sort, $3 limit, $4 offset
    /// -> id, slug, name, category_name, price_from, price_to, compare_at, available, variant_count, file, alt, width,
    /// height
    static let cards = SQL(
        "catalog.cards",
        """
        WITH RECURSIVE branch AS (
            SELECT id FROM {category} WHERE slug = $1
            UNION
            SELECT c.id FROM {category} c JOIN branch b ON c.parent_id = b.id
        ),
        held AS (
            SELECT variant_id, sum(pieces)::bigint AS pieces
            FROM {reservation} WHERE state = 'held' AND hold_until > now()
            GROUP BY variant_id
        ),
        listed AS (
            SELECT p.id, p.slug, p.name, p.category_id, p.created_at, count(*) AS variant_count,
                min(v.price_rupiah) AS price_from, max(v.price_rupiah) AS price_to,
                min(v.price_rupiah) FILTER (WHERE v.compare_at_rupiah IS NOT NULL) AS struck_price,
                max((v.compare_at_rupiah - v.price_rupiah) * 1000 / v.compare_at_rupiah) AS discount,
                sum(greatest(0, v.on_hand - coalesce(h.pieces, 0)))::bigint AS available
            FROM {product} p
            JOIN {variant} v ON v.product_id = p.id AND v.is_active
            LEFT JOIN held h ON h.variant_id = v.id
            WHERE p.state = 'active' AND ($1::text IS NULL OR p.category_id IN (SELECT id FROM branch))
            GROUP BY p.id
        ),
        page AS (
            SELECT l.*, row_number() OVER (ORDER BY
                CASE $2::text
                    WHEN 'termurah' THEN l.price_from
                    WHEN 'termahal' THEN -l.price_to
                    WHEN 'hemat' THEN -l.discount
                END,
                CASE $2::text WHEN 'nama' THEN lower(l.name) END,
                l.created_at DESC, l.id) AS place
            FROM listed l
            WHERE $2::text <> 'hemat' OR (l.struck_price = l.price_from AND l.available > 0)
            ORDER BY place
            LIMIT $3 OFFSET $4
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

    /// $1 slug of a category -> total, counted up to 2,400
    static let count = SQL(
        "catalog.count",
        """
        WITH RECURSIVE branch AS (
            SELECT id FROM {category} WHERE slug = $1
            UNION
            SELECT c.id FROM {category} c JOIN branch b ON c.parent_id = b.id
        )
        SELECT count(*) AS total FROM (
            SELECT FROM {product} p
            WHERE p.state = 'active' AND p.category_id IN (SELECT id FROM branch)
                AND EXISTS (SELECT FROM {variant} v WHERE v.product_id = p.id AND v.is_active)
            LIMIT 2400
        ) listed
        """)
}
