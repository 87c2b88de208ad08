-- The checkout forms of one shop as lines for requests.lua. Runs with search_path set to the shop.
COPY (
    SELECT 'POST', :'host', '/checkout', pg_temp.token('session', :'shop', c.id),
        format('_csrf=%s&kunci=%s&alamat=%s&kurir=%s&pembayaran=BRIVA&catatan=&subtotal=%s',
            s.csrf_token, md5(c.id::text), a.id,
            format('%s%%7C%s%%7C%s', r ->> 'courier_code', r ->> 'service', r ->> 'cost_rupiah'), t.subtotal)
    FROM customer c
    JOIN session s ON s.customer_id = c.id
    JOIN address a ON a.customer_id = c.id
    JOIN shipping_quote q ON q.customer_id = c.id
    CROSS JOIN LATERAL (
        SELECT r FROM jsonb_array_elements(q.rates) r WHERE r ->> 'service' ~ '^[A-Z]+$' LIMIT 1
    ) cheapest
    CROSS JOIN LATERAL (
        SELECT sum(l.pieces * v.price_rupiah)::bigint AS subtotal
        FROM cart k JOIN cart_line l ON l.cart_id = k.id JOIN variant v ON v.id = l.variant_id
        WHERE k.customer_id = c.id
    ) t
    ORDER BY c.id
) TO STDOUT;
