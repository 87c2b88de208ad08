import Postgres

enum CartSQL {
    /// $1 customer -> cart id and its lines with today's price and stock; held pieces of others are not available
    static let lines = SQL(
        "cart_lines",
        """
        SELECT c.id AS cart_id, l.variant_id, l.pieces, l.price_seen_rupiah, v.sku, v.option_values, v.price_rupiah,
               v.weight_grams, p.slug, p.name, v.is_active AND p.state = 'active' AS is_sold, i.file, i.alt,
               v.on_hand - coalesce((
                   SELECT sum(r.pieces) FROM {reservation} r
                   WHERE r.variant_id = v.id AND r.state = 'held' AND r.hold_until > now()), 0)::bigint AS available
        FROM {cart} c
        JOIN {cart_line} l ON l.cart_id = c.id
        JOIN {variant} v ON v.id = l.variant_id
        JOIN {product} p ON p.id = v.product_id
        LEFT JOIN LATERAL (
            SELECT file, alt FROM {product_image} WHERE product_id = p.id ORDER BY position, id LIMIT 1
        ) i ON true
        WHERE c.customer_id = $1
        ORDER BY l.added_at, l.variant_id
        """)

    /// $1 customer -> pieces
    static let pieces = SQL(
        "cart_pieces",
        """
        SELECT coalesce(sum(l.pieces), 0)::bigint AS pieces
        FROM {cart} c JOIN {cart_line} l ON l.cart_id = c.id
        WHERE c.customer_id = $1
        """)

    /// $1 customer: makes the cart and locks it, so that two tabs change it one after the other -> id
    static let open = SQL(
        "cart_open",
        """
        INSERT INTO {cart} (customer_id) VALUES ($1)
        ON CONFLICT (customer_id) DO UPDATE SET updated_at = now()
        RETURNING id
        """)

    /// $1 variant, $2 cart -> is_sold, available, price, weight, pieces in the cart, other lines in the cart
    static let variant = SQL(
        "cart_variant",
        """
        SELECT v.price_rupiah, v.weight_grams, v.is_active AND p.state = 'active' AS is_sold,
               v.on_hand - coalesce((
                   SELECT sum(r.pieces) FROM {reservation} r
                   WHERE r.variant_id = v.id AND r.state = 'held' AND r.hold_until > now()), 0)::bigint AS available,
               coalesce((SELECT l.pieces FROM {cart_line} l WHERE l.cart_id = $2 AND l.variant_id = v.id), 0) AS in_cart,
               (SELECT count(*) FROM {cart_line} l WHERE l.cart_id = $2 AND l.variant_id <> v.id) AS other_lines
        FROM {variant} v JOIN {product} p ON p.id = v.product_id
        WHERE v.id = $1
        """)

    /// $1 cart, $2 variant, $3 pieces, $4 price shown
    static let put = SQL(
        "cart_line_put",
        """
        INSERT INTO {cart_line} (cart_id, variant_id, pieces, price_seen_rupiah) VALUES ($1, $2, $3, $4)
        ON CONFLICT (cart_id, variant_id) DO UPDATE SET pieces = $3, price_seen_rupiah = $4
        """)

    /// $1 customer, $2 variant
    static let remove = SQL(
        "cart_line_remove",
        """
        DELETE FROM {cart_line} l USING {cart} c
        WHERE c.id = l.cart_id AND c.customer_id = $1 AND l.variant_id = $2
        """)

    /// $1 customer: the customer has now seen today's prices
    static let seePrices = SQL(
        "cart_see_prices",
        """
        UPDATE {cart_line} l SET price_seen_rupiah = v.price_rupiah
        FROM {cart} c, {variant} v
        WHERE c.customer_id = $1 AND l.cart_id = c.id AND v.id = l.variant_id
          AND l.price_seen_rupiah <> v.price_rupiah
        """)
}
