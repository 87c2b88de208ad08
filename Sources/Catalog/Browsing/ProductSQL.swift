import Postgres

enum ProductSQL {
    /// $1 slug -> id, slug, name, category_slug, category_name, description, options, state; active products only
    static let active = SQL(
        "catalog.product",
        """
        SELECT p.id, p.slug, p.name, c.slug AS category_slug, c.name AS category_name, p.description, p.options, p.state
        FROM {product} p
        LEFT JOIN {category} c ON c.id = p.category_id
        WHERE p.slug = $1 AND p.state = 'active'
        """)

    /// $1 slug of a product -> file, alt, width, height
    static let pictures = SQL(
        "catalog.product_pictures",
        """
        SELECT i.file, i.alt, i.width, i.height
        FROM {product_image} i
        JOIN {product} p ON p.id = i.product_id
        WHERE p.slug = $1
        ORDER BY i.position, i.id
        """)

    /// $1 slug of a product -> id, product_id, sku, option_values, price_rupiah, compare_at_rupiah, weight_grams,
    /// on_hand, is_active, available; active variants only
    static let activeVariants = SQL(
        "catalog.product_variants",
        """
        SELECT v.id, v.product_id, v.sku, v.option_values, v.price_rupiah, v.compare_at_rupiah, v.weight_grams,
            v.on_hand, v.is_active, greatest(0, v.on_hand - coalesce(h.pieces, 0))::bigint AS available
        FROM {variant} v
        JOIN {product} p ON p.id = v.product_id
        LEFT JOIN LATERAL (
            SELECT sum(r.pieces) AS pieces FROM {reservation} r
            WHERE r.variant_id = v.id AND r.state = 'held' AND r.hold_until > now()
        ) h ON true
        WHERE p.slug = $1 AND v.is_active
        ORDER BY v.position, v.id
        """)

    /// $1 variants -> as ``activeVariants``, and product_slug, product_name, is_sold, file, alt, width, height
    static let sellable = SQL(
        "catalog.sellable_variants",
        """
        SELECT v.id, v.product_id, v.sku, v.option_values, v.price_rupiah, v.compare_at_rupiah, v.weight_grams,
            v.on_hand, v.is_active, greatest(0, v.on_hand - coalesce(h.pieces, 0))::bigint AS available,
            p.slug AS product_slug, p.name AS product_name, v.is_active AND p.state = 'active' AS is_sold,
            i.file, i.alt, i.width, i.height
        FROM {variant} v
        JOIN {product} p ON p.id = v.product_id
        LEFT JOIN LATERAL (
            SELECT sum(r.pieces) AS pieces FROM {reservation} r
            WHERE r.variant_id = v.id AND r.state = 'held' AND r.hold_until > now()
        ) h ON true
        LEFT JOIN LATERAL (
            SELECT file, alt, width, height FROM {product_image} WHERE product_id = p.id ORDER BY position, id LIMIT 1
        ) i ON true
        WHERE v.id = ANY($1)
        ORDER BY v.id
        """)
}
