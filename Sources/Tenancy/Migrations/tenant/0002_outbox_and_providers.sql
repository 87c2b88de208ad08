-- What the outside must hear (outbox), what is done by the clock (schedule), how the shop's providers fare, and what
-- the owner chooses for mails, notices, shipping and tracking. Only widens: the release before runs on it too.
SET LOCAL lock_timeout = '1s';

-- One row for each effect, written with the fact it tells of. `sending` is the point of no return: who finds it after
-- a crash does not know whether the outside has heard.
CREATE TABLE {outbox} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    lane text NOT NULL,
    kind text NOT NULL,
    dedupe_key text NOT NULL UNIQUE CHECK (length(dedupe_key) BETWEEN 1 AND 200),
    payload jsonb NOT NULL DEFAULT '{}',
    state text NOT NULL DEFAULT 'pending' CHECK (state IN (
        'pending', 'sending', 'sent', 'skipped', 'parked', 'dropped')),
    attempts integer NOT NULL DEFAULT 0,
    unknowns integer NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL DEFAULT now(),
    claimed_until timestamptz,
    claimed_by text,
    reason text,
    reference text,
    delivery text,
    created_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz
);
CREATE INDEX outbox_due ON {outbox} (lane, due_at, id) WHERE state IN ('pending', 'sending');
CREATE INDEX outbox_parked ON {outbox} (id) WHERE state = 'parked';
CREATE INDEX outbox_reference ON {outbox} (reference) WHERE reference IS NOT NULL;

-- What is done by the clock: taken by one node at a time, and never forgotten by a restart.
CREATE TABLE {schedule} (
    name text PRIMARY KEY,
    due_at timestamptz NOT NULL,
    claimed_until timestamptz,
    claimed_by text,
    ran_at timestamptz,
    problem text
);

-- The circuit breaker of each provider, and what the owner is told of it.
CREATE TABLE {provider_health} (
    provider text PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('ok', 'unsteady', 'down', 'refused')),
    reason text NOT NULL DEFAULT '',
    since timestamptz NOT NULL,
    failures integer NOT NULL DEFAULT 0,
    retry_at timestamptz,
    worked_at timestamptz
);

-- How often each of the rate provider's products was asked on a day of Jakarta's: plans count by the day.
CREATE TABLE {rate_call} (
    product text NOT NULL,
    day date NOT NULL,
    calls bigint NOT NULL,
    resting_until timestamptz,
    PRIMARY KEY (product, day)
);

-- What the rate provider answered for a way and a weight, for whichever customer asks next. basis is a SHA-256 over both.
CREATE TABLE {rate_answer} (
    basis bytea PRIMARY KEY,
    outcome text NOT NULL CHECK (outcome IN ('rates', 'no_courier', 'unknown_destination', 'unknown_origin')),
    rates jsonb NOT NULL DEFAULT '[]',
    asked_at timestamptz NOT NULL
);

ALTER TABLE {shop}
    ADD COLUMN mail_transport text NOT NULL DEFAULT 'gmail' CHECK (mail_transport IN ('gmail', 'smtp')),
    ADD COLUMN mail_texts jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN whatsapp jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN low_stock_pieces bigint NOT NULL DEFAULT 3 CHECK (low_stock_pieces BETWEEN 0 AND 100000),
    ADD COLUMN complete_after_days integer NOT NULL DEFAULT 3 CHECK (complete_after_days BETWEEN 0 AND 60),
    ADD COLUMN rate_product text NOT NULL DEFAULT 'cost' CHECK (rate_product IN ('cost', 'delivery')),
    ADD COLUMN tracking_source text NOT NULL DEFAULT 'binderbyte' CHECK (tracking_source IN ('binderbyte', 'komerce')),
    ADD COLUMN rate_calls_per_day bigint NOT NULL DEFAULT 100 CHECK (rate_calls_per_day BETWEEN 1 AND 1000000),
    ADD COLUMN flat_rates jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN pickup jsonb NOT NULL DEFAULT '{}';

ALTER TABLE {order}
    DROP CONSTRAINT order_attention_check,
    ADD CONSTRAINT order_attention_check CHECK (attention IN (
        'paid_late', 'paid_twice', 'amount_differs', 'paid_without_stock', 'waybill_unknown', 'parcel_trouble')) NOT VALID,
    ADD COLUMN analytics_id text,
    ADD COLUMN wants_whatsapp boolean NOT NULL DEFAULT false;

ALTER TABLE {payment}
    ADD COLUMN refunded_rupiah bigint NOT NULL DEFAULT 0 CHECK (refunded_rupiah >= 0),
    ADD COLUMN refunded_at timestamptz,
    ADD COLUMN refund_note text;

-- track_since: when this waybill was written down; track_at: when the courier is to be asked next, null when there is no
-- more to ask.
ALTER TABLE {shipment}
    ADD COLUMN track_state text NOT NULL DEFAULT 'untracked' CHECK (track_state IN (
        'untracked', 'waiting', 'moving', 'delivered', 'lost', 'returning', 'given_up')),
    ADD COLUMN track_history jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN track_since timestamptz,
    ADD COLUMN track_at timestamptz,
    ADD COLUMN track_checks integer NOT NULL DEFAULT 0,
    ADD COLUMN tracked_at timestamptz,
    ADD COLUMN track_tried_at timestamptz,
    ADD COLUMN track_problem text,
    ADD COLUMN delivered_at timestamptz;
CREATE INDEX shipment_due ON {shipment} (track_at) WHERE track_at IS NOT NULL;
