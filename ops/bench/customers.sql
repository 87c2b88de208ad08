-- Customers who are signed in and about to order: session, address, a cart of two lines. For fresh shops, whose first
-- customer gets the number 1. The cookie of customer 7 of schema t_5 is base64url(sha256('session/t_5/7')), the CSRF
-- token the same of 'csrf/...'. Loaded into one psql session as pg_temp.furnish(schema, customers).

CREATE FUNCTION pg_temp.token(what text, shop text, customer bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT rtrim(translate(encode(sha256(convert_to(what || '/' || shop || '/' || customer, 'UTF8')), 'base64'),
                           '+/', '-_'), '=')
$$;

CREATE FUNCTION pg_temp.furnish(shop text, customers bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    variants bigint[];
BEGIN
    PERFORM set_config('search_path', shop, true);
    INSERT INTO customer (issuer, subject, email, name, phone)
    SELECT 'https://accounts.google.com', 'bench-' || n, 'pembeli' || n || '@example.com', 'Pembeli ' || n,
           '081234567890'
    FROM generate_series(1, customers) n ORDER BY n;

    INSERT INTO session (token_hash, customer_id, csrf_token, expires_at)
    SELECT sha256(convert_to(pg_temp.token('session', shop, id), 'UTF8')), id, pg_temp.token('csrf', shop, id),
           now() + interval '30 days'
    FROM customer;

    INSERT INTO address (customer_id, label, recipient, phone, street, village_code, village, district, regency,
                         province, postal_code, is_default)
    SELECT id, 'Rumah', name, phone, 'Jl. Melati No. ' || id, '33.75.01.1003', 'Medono', 'Pekalongan Barat',
           'Kota Pekalongan', 'Jawa Tengah', '51111', true
    FROM customer ORDER BY id;

    INSERT INTO cart (customer_id) SELECT id FROM customer ORDER BY id;
    SELECT array_agg(id ORDER BY id) INTO variants FROM variant;
    -- 24 different pairs, so that customers meet at the same stock now and then, not always.
    INSERT INTO cart_line (cart_id, variant_id, pieces, price_seen_rupiah)
    SELECT c.id, v.id, 1 + place, v.price_rupiah
    FROM cart c
    CROSS JOIN (VALUES (0), (1)) AS line (place)
    JOIN variant v ON v.id = variants[1 + (3 * ((c.customer_id - 1) % 24) + 7 * place) % cardinality(variants)];
END
$$;
