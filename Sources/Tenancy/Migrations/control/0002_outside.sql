-- What the server itself may write of the registry: postal codes looked up for all shops, and the tokens of a mailbox
-- that an owner has connected. Nothing else: keys are the agency's to set.
SET LOCAL lock_timeout = '1s';

CREATE TABLE tokoku.postal_code_check (
    village_code text PRIMARY KEY REFERENCES tokoku.region (code) ON DELETE CASCADE,
    postal_code text NOT NULL CHECK (postal_code ~ '^[1-9][0-9]{4}$'),
    checked_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT, UPDATE ON tokoku.postal_code_check TO tokoku_server;

-- Values arrive sealed. A null value removes the field.
CREATE FUNCTION tokoku.keep_mailbox(shop integer, name text, value bytea, version integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    -- Every name below says its schema, so that no caller's search path can put another table in its place.
    IF name OPERATOR(pg_catalog.<>) ALL (ARRAY['refresh_token', 'client_id', 'address', 'subject']) THEN
        RAISE EXCEPTION 'no field of a mailbox: %', name USING ERRCODE = '22023';
    END IF;
    IF value IS NULL THEN
        DELETE FROM tokoku.provider_secret WHERE tenant_id OPERATOR(pg_catalog.=) shop
            AND provider OPERATOR(pg_catalog.=) 'gmail' AND field OPERATOR(pg_catalog.=) name;
    ELSE
        INSERT INTO tokoku.provider_secret (tenant_id, provider, field, sealed, key_version)
        VALUES (shop, 'gmail', name, value, version)
        ON CONFLICT (tenant_id, provider, field) DO UPDATE
        SET sealed = excluded.sealed, key_version = excluded.key_version, updated_at = pg_catalog.now();
    END IF;
    INSERT INTO tokoku.operator_audit (actor, action, tenant_id, detail)
    VALUES ('server', 'mailbox.keep', shop, pg_catalog.jsonb_build_object('field', name, 'removed', value IS NULL));
END
$$;
REVOKE ALL ON FUNCTION tokoku.keep_mailbox FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tokoku.keep_mailbox TO tokoku_server;
