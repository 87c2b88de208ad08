-- One shop, whole. {table} is a table of the shop's schema; the script runs as the shop's own role, so the role
-- owns all of it. Rupiah and grams are whole numbers; text is checked for length where people type it.
SET LOCAL lock_timeout = '1s';

CREATE TABLE {shop} (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    name text NOT NULL,
    tagline text NOT NULL DEFAULT '',
    description text NOT NULL DEFAULT '',
    zone text NOT NULL DEFAULT 'wib' CHECK (zone IN ('wib', 'wita', 'wit')),
    phone text NOT NULL DEFAULT '',
    email text NOT NULL DEFAULT '',
    address text NOT NULL DEFAULT '',
    theme_id text NOT NULL DEFAULT 'dasar',
    theme_settings jsonb NOT NULL DEFAULT '{}',
    origin_village text,
    origin_postal_code text,
    couriers text[] NOT NULL DEFAULT '{}',
    hidden_services text[] NOT NULL DEFAULT '{}',
    channels text[] NOT NULL DEFAULT '{}',
    payment_expiry_minutes integer NOT NULL DEFAULT 1440 CHECK (payment_expiry_minutes BETWEEN 10 AND 43200),
    catalog_version bigint NOT NULL DEFAULT 1
);

CREATE TABLE {category} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    parent_id bigint REFERENCES {category} (id),
    description text NOT NULL DEFAULT '',
    position integer NOT NULL DEFAULT 0
);

CREATE TABLE {product} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    category_id bigint REFERENCES {category} (id),
    description text NOT NULL DEFAULT '',
    options text[] NOT NULL DEFAULT '{}' CHECK (cardinality(options) <= 3),
    state text NOT NULL DEFAULT 'active' CHECK (state IN ('draft', 'active', 'archived')),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    search tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', name), 'A') || setweight(to_tsvector('simple', description), 'C')
    ) STORED
);
CREATE INDEX product_category ON {product} (category_id) WHERE state = 'active';
CREATE INDEX product_search ON {product} USING gin (search);

CREATE TABLE {product_image} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    product_id bigint NOT NULL REFERENCES {product} (id) ON DELETE CASCADE,
    file text NOT NULL,
    alt text NOT NULL DEFAULT '',
    width integer NOT NULL,
    height integer NOT NULL,
    position integer NOT NULL DEFAULT 0
);
CREATE INDEX product_image_product ON {product_image} (product_id, position);

-- on_hand is what lies on the shelf; what open orders hold is in reservation. Only stock_movement changes on_hand.
CREATE TABLE {variant} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    product_id bigint NOT NULL REFERENCES {product} (id) ON DELETE CASCADE,
    sku text NOT NULL CHECK (length(sku) BETWEEN 1 AND 64),
    option_values text[] NOT NULL DEFAULT '{}',
    price_rupiah bigint NOT NULL CHECK (price_rupiah BETWEEN 1 AND 1000000000000),
    compare_at_rupiah bigint CHECK (compare_at_rupiah > price_rupiah),
    weight_grams bigint NOT NULL CHECK (weight_grams BETWEEN 1 AND 1000000),
    on_hand bigint NOT NULL DEFAULT 0 CHECK (on_hand BETWEEN 0 AND 1000000000),
    is_active boolean NOT NULL DEFAULT true,
    position integer NOT NULL DEFAULT 0,
    UNIQUE (product_id, sku)
);

CREATE TABLE {stock_movement} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    variant_id bigint NOT NULL REFERENCES {variant} (id) ON DELETE CASCADE,
    change bigint NOT NULL CHECK (change <> 0),
    on_hand_after bigint NOT NULL,
    reason text NOT NULL CHECK (reason IN ('opening', 'count', 'sale', 'return')),
    order_id bigint,
    actor text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX stock_movement_variant ON {stock_movement} (variant_id, id);

CREATE TABLE {customer} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    issuer text NOT NULL,
    subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
    email text NOT NULL,
    name text NOT NULL,
    phone text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    signed_in_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (issuer, subject)
);

CREATE TABLE {staff} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL CHECK (email = lower(email)),
    name text NOT NULL,
    role text NOT NULL CHECK (role IN ('owner', 'manager', 'packer')),
    password_hash text,
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (email)
);

-- A one-time link lets its holder set a password. Only the link's SHA-256 is kept.
CREATE TABLE {staff_link} (
    token_hash bytea PRIMARY KEY,
    staff_id bigint NOT NULL REFERENCES {staff} (id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);

-- Whoever is signed in. Only the cookie's SHA-256 is kept.
CREATE TABLE {session} (
    token_hash bytea PRIMARY KEY,
    customer_id bigint REFERENCES {customer} (id) ON DELETE CASCADE,
    staff_id bigint REFERENCES {staff} (id) ON DELETE CASCADE,
    csrf_token text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    CHECK (num_nonnulls(customer_id, staff_id) = 1)
);
CREATE INDEX session_customer ON {session} (customer_id);
CREATE INDEX session_staff ON {session} (staff_id);

-- A sign-in under way at Google: single use, ten minutes, bound to one browser by its cookie's SHA-256.
CREATE TABLE {sign_in} (
    state_hash bytea PRIMARY KEY,
    browser_hash bytea NOT NULL,
    nonce text NOT NULL,
    code_verifier text NOT NULL,
    redirect_uri text NOT NULL,
    return_to text NOT NULL,
    add_variant_id bigint,
    add_pieces bigint,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE {address} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES {customer} (id) ON DELETE CASCADE,
    label text NOT NULL DEFAULT '',
    recipient text NOT NULL CHECK (length(recipient) BETWEEN 1 AND 100),
    phone text NOT NULL,
    street text NOT NULL CHECK (length(street) BETWEEN 1 AND 300),
    village_code text NOT NULL,
    village text NOT NULL,
    district text NOT NULL,
    regency text NOT NULL,
    province text NOT NULL,
    postal_code text NOT NULL CHECK (postal_code ~ '^[0-9]{5}$'),
    is_default boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX address_customer ON {address} (customer_id);

CREATE TABLE {cart} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL UNIQUE REFERENCES {customer} (id) ON DELETE CASCADE,
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE {cart_line} (
    cart_id bigint NOT NULL REFERENCES {cart} (id) ON DELETE CASCADE,
    variant_id bigint NOT NULL REFERENCES {variant} (id) ON DELETE CASCADE,
    pieces bigint NOT NULL CHECK (pieces BETWEEN 1 AND 9999),
    price_seen_rupiah bigint NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (cart_id, variant_id)
);

-- What couriers asked for one parcel. basis is a SHA-256 over lines, weight, origin and destination.
CREATE TABLE {shipping_quote} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES {customer} (id) ON DELETE CASCADE,
    basis bytea NOT NULL,
    weight_grams bigint NOT NULL,
    village_code text NOT NULL,
    rates jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    UNIQUE (customer_id, basis)
);

-- A rate provider's own number for a village; product tells its id spaces apart.
CREATE TABLE {courier_place} (
    product text NOT NULL,
    village_code text NOT NULL,
    place_id bigint NOT NULL,
    label text NOT NULL,
    PRIMARY KEY (product, village_code)
);

CREATE TABLE {order} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    customer_id bigint NOT NULL REFERENCES {customer} (id),
    idempotency_key text NOT NULL,
    state text NOT NULL CHECK (state IN (
        'pending', 'paid', 'processing', 'shipped', 'delivered', 'completed', 'expired', 'cancelled', 'refunded')),
    attention text CHECK (attention IN ('paid_late', 'paid_twice', 'amount_differs', 'paid_without_stock')),
    customer_name text NOT NULL,
    customer_email text NOT NULL,
    recipient text NOT NULL,
    phone text NOT NULL,
    street text NOT NULL,
    village_code text NOT NULL,
    village text NOT NULL,
    district text NOT NULL,
    regency text NOT NULL,
    province text NOT NULL,
    postal_code text NOT NULL,
    courier_code text NOT NULL,
    courier_name text NOT NULL,
    courier_service text NOT NULL,
    courier_estimate text NOT NULL DEFAULT '',
    weight_grams bigint NOT NULL,
    subtotal_rupiah bigint NOT NULL CHECK (subtotal_rupiah > 0),
    shipping_rupiah bigint NOT NULL CHECK (shipping_rupiah >= 0),
    total_rupiah bigint NOT NULL CHECK (total_rupiah = subtotal_rupiah + shipping_rupiah),
    note text NOT NULL DEFAULT '',
    placed_at timestamptz NOT NULL DEFAULT now(),
    hold_until timestamptz NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (customer_id, idempotency_key)
);
CREATE INDEX order_state ON {order} (state, placed_at);

CREATE TABLE {order_line} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id bigint NOT NULL REFERENCES {order} (id),
    variant_id bigint REFERENCES {variant} (id) ON DELETE SET NULL,
    product_slug text NOT NULL,
    sku text NOT NULL,
    name text NOT NULL,
    option_values text[] NOT NULL,
    image text,
    price_rupiah bigint NOT NULL,
    pieces bigint NOT NULL CHECK (pieces BETWEEN 1 AND 9999),
    weight_grams bigint NOT NULL,
    UNIQUE (order_id, variant_id)
);

-- What an order holds of a variant. Counts as held only while hold_until is ahead: readers judge, nobody need sweep.
CREATE TABLE {reservation} (
    order_id bigint NOT NULL REFERENCES {order} (id),
    variant_id bigint NOT NULL REFERENCES {variant} (id) ON DELETE CASCADE,
    pieces bigint NOT NULL CHECK (pieces > 0),
    state text NOT NULL DEFAULT 'held' CHECK (state IN ('held', 'sold', 'released')),
    hold_until timestamptz NOT NULL,
    PRIMARY KEY (order_id, variant_id)
);
CREATE INDEX reservation_held ON {reservation} (variant_id) WHERE state = 'held';

CREATE TABLE {order_event} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id bigint NOT NULL REFERENCES {order} (id),
    from_state text,
    to_state text NOT NULL,
    actor text NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX order_event_order ON {order_event} (order_id, id);

-- One attempt to be paid: each has a merchant_ref of its own.
CREATE TABLE {payment} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id bigint NOT NULL REFERENCES {order} (id),
    merchant_ref text NOT NULL UNIQUE,
    channel text NOT NULL,
    channel_name text NOT NULL,
    state text NOT NULL CHECK (state IN (
        'opening', 'open', 'refused', 'paid', 'expired', 'failed', 'refunded')),
    reference text UNIQUE,
    requested_rupiah bigint NOT NULL,
    due_rupiah bigint NOT NULL,
    fee_customer_rupiah bigint NOT NULL DEFAULT 0,
    pay_code text,
    pay_url text,
    checkout_url text,
    qr_string text,
    qr_url text,
    instructions jsonb NOT NULL DEFAULT '[]',
    expires_at timestamptz NOT NULL,
    paid_at timestamptz,
    checks integer NOT NULL DEFAULT 0,
    next_check_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX payment_order ON {payment} (order_id, id);
CREATE INDEX payment_due_check ON {payment} (next_check_at) WHERE next_check_at IS NOT NULL;

-- Every signed callback, once for each (reference, status), with what became of it.
CREATE TABLE {payment_inbox} (
    reference text NOT NULL,
    status text NOT NULL,
    merchant_ref text,
    body bytea NOT NULL,
    outcome text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (reference, status)
);

CREATE TABLE {shipment} (
    order_id bigint PRIMARY KEY REFERENCES {order} (id),
    courier_code text NOT NULL,
    courier_name text NOT NULL,
    waybill text NOT NULL CHECK (length(waybill) BETWEEN 4 AND 40),
    shipped_at timestamptz NOT NULL DEFAULT now()
);
