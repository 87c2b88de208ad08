-- Twenty paid orders of the shop's first customer, who agreed to be counted: what letters and events are about. Runs
-- with search_path set to the shop.
WITH placed AS (
    INSERT INTO "order" (code, customer_id, idempotency_key, state, customer_name, customer_email, recipient, phone,
        street, village_code, village, district, regency, province, postal_code, courier_code, courier_name,
        courier_service, weight_grams, subtotal_rupiah, shipping_rupiah, total_rupiah, hold_until, analytics_id)
    SELECT 'TK-' || translate(upper(lpad(to_hex(n), 8, '0')), '01', 'XY'), c.id, 'outbox-' || n, 'paid', c.name,
        c.email, c.name, '081234567890', 'Jl. Melati No. 1', '33.75.01.1003', 'Medono', 'Pekalongan Barat',
        'Kota Pekalongan', 'Jawa Tengah', '51111', 'jne', 'JNE', 'REG', 480, 120000, 10000, 130000,
        now() + interval '1 day', 'bench-' || n
    FROM generate_series(1, 20) n CROSS JOIN (SELECT * FROM customer ORDER BY id LIMIT 1) c RETURNING id, code
), line AS (
    INSERT INTO order_line (order_id, variant_id, product_slug, sku, name, option_values, price_rupiah, pieces,
        weight_grams)
    SELECT placed.id, v.id, p.slug, v.sku, p.name, ARRAY['200 g'], 60000, 1, 240
    FROM placed CROSS JOIN (SELECT * FROM variant ORDER BY id LIMIT 2) v JOIN product p ON p.id = v.product_id
), told AS (
    INSERT INTO order_event (order_id, from_state, to_state, actor, reason)
    SELECT id, 'pending', 'paid', 'system', 'paid' FROM placed
)
INSERT INTO payment (order_id, merchant_ref, channel, channel_name, state, reference, requested_rupiah, due_rupiah,
    expires_at, paid_at)
SELECT id, code || '-1', 'BRIVA', 'BRI Virtual Account', 'paid', 'DEV-' || code, 130000, 130000,
    now() + interval '1 day', now() FROM placed;
