import Postgres

/// Writing a new order, in one transaction with its reservation and the emptying of the cart.
enum PlacingSQL {
    /// $1 customer: one placing at a time for one customer -> cart id
    static let lockCart = SQL("placing_lock_cart", "SELECT id FROM {cart} WHERE customer_id = $1 FOR UPDATE")

    /// $1 order: the cart of its customer, which is locked before the order
    static let lockCartOf = SQL(
        "placing_lock_cart_of",
        """
        SELECT c.id FROM {cart} c JOIN {order} o ON o.customer_id = c.customer_id WHERE o.id = $1 FOR UPDATE OF c
        """)

    /// $1 customer, $2 key -> code of the order that this key made
    static let earlier = OrderSQL.byKey

    /// $1 customer -> code of an order placed within the last ten minutes that still waits for its payment
    static let recent = SQL(
        "placing_recent_order",
        """
        SELECT code FROM {order}
        WHERE customer_id = $1 AND state = 'pending' AND placed_at > now() - interval '10 minutes'
        ORDER BY id DESC LIMIT 1
        """)

    /// $1 cart, $2 variants, $3 pieces, $4 prices -> lines that are still exactly so
    static let unchangedLines = SQL(
        "placing_unchanged_lines",
        """
        SELECT l.variant_id
        FROM unnest($2::bigint[], $3::bigint[], $4::bigint[]) AS wanted (variant_id, pieces, price)
        JOIN {cart_line} l ON l.cart_id = $1 AND l.variant_id = wanted.variant_id AND l.pieces = wanted.pieces
        JOIN {variant} v ON v.id = l.variant_id AND v.price_rupiah = wanted.price AND v.is_active
        JOIN {product} p ON p.id = v.product_id AND p.state = 'active'
        """)

    /// $1 cart -> number of lines
    static let lineCount = SQL(
        "placing_line_count", "SELECT count(*) AS lines FROM {cart_line} WHERE cart_id = $1")

    /// $1 code ... $24 hold until, $25 anonymous id for analytics or null,
    /// $26 wants to be told by WhatsApp -> id
    static let order = SQL(
        "placing_order",
        """
        INSERT INTO {order} (
            code, customer_id, idempotency_key, state, customer_name, customer_email, recipient, phone, street,
            village_code, village, district, regency, province, postal_code, courier_code, courier_name,
            courier_service, courier_estimate, weight_grams, subtotal_rupiah, shipping_rupiah, total_rupiah, note,
            hold_until, analytics_id, wants_whatsapp)
        VALUES ($1, $2, $3, 'pending', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                $21, $22, $23, $24, $25, $26)
        RETURNING id
        """)

    /// $1 order, then arrays: $2 variants, $3 slugs, $4 SKUs, $5 names, $6 option values as JSON arrays, $7 images,
    /// $8 prices, $9 pieces, $10 weights
    static let lines = SQL(
        "placing_lines",
        """
        INSERT INTO {order_line} (
            order_id, variant_id, product_slug, sku, name, option_values, image, price_rupiah, pieces, weight_grams)
        SELECT $1, l.variant_id, l.slug, l.sku, l.name,
               ARRAY(SELECT jsonb_array_elements_text(l.option_values::jsonb)), nullif(l.image, ''), l.price, l.pieces,
               l.weight
        FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[],
                    $9::bigint[], $10::bigint[])
             WITH ORDINALITY AS l (variant_id, slug, sku, name, option_values, image, price, pieces, weight, place)
        ORDER BY l.place
        """)

    /// $1 order, $2 actor
    static let event = SQL(
        "placing_event",
        """
        INSERT INTO {order_event} (order_id, from_state, to_state, actor, reason)
        VALUES ($1, NULL, 'pending', $2, 'placed')
        """)

    /// $1 cart
    static let emptyCart = SQL("placing_empty_cart", "DELETE FROM {cart_line} WHERE cart_id = $1")

    /// $1 order: what an order took out of the cart goes back, unless the cart has it again
    static let refillCart = SQL(
        "placing_refill_cart",
        """
        INSERT INTO {cart_line} (cart_id, variant_id, pieces, price_seen_rupiah)
        SELECT c.id, l.variant_id, l.pieces, l.price_rupiah
        FROM {order} o
        JOIN {cart} c ON c.customer_id = o.customer_id
        JOIN {order_line} l ON l.order_id = o.id AND l.variant_id IS NOT NULL
        WHERE o.id = $1
        ON CONFLICT (cart_id, variant_id) DO NOTHING
        """)
}
