-- The registry: which shops there are, by which hosts they are found, their sealed provider keys, and the
-- regions of Indonesia, which all shops read. Runs as the installation's owner; the server's logins are members of
-- tokoku_server, which owns nothing, reads the registry, and may become a tenant's role but never inherits it.
SET LOCAL lock_timeout = '1s';

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tokoku_server') THEN
        CREATE ROLE tokoku_server NOLOGIN NOINHERIT;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL; -- another database of the same cluster was quicker
END
$$;

CREATE TABLE tokoku.tenant (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 40),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended', 'deleting')),
    database text NOT NULL DEFAULT 'main',
    schema_version integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE tokoku.domain (
    host text PRIMARY KEY CHECK (host = lower(host) AND length(host) BETWEEN 1 AND 253),
    tenant_id integer NOT NULL REFERENCES tokoku.tenant (id),
    is_primary boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX domain_one_primary ON tokoku.domain (tenant_id) WHERE is_primary;
CREATE INDEX domain_tenant ON tokoku.domain (tenant_id);

CREATE TABLE tokoku.provider_secret (
    tenant_id integer NOT NULL REFERENCES tokoku.tenant (id),
    provider text NOT NULL,
    field text NOT NULL,
    sealed bytea NOT NULL,
    key_version integer NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, provider, field)
);

-- Codes are the Ministry of Home Affairs' with dots: PP, PP.KK, PP.KK.CC, PP.KK.CC.VVVV. Text, never numbers.
CREATE TABLE tokoku.region (
    code text PRIMARY KEY,
    parent text REFERENCES tokoku.region (code) DEFERRABLE INITIALLY DEFERRED,
    level smallint NOT NULL CHECK (level BETWEEN 1 AND 4),
    name text NOT NULL,
    postal_code text CHECK (postal_code ~ '^[0-9]{5}$'),
    -- Of a village: its own name, its district's, regency's and province's, and its postal code.
    search tsvector
);
CREATE INDEX region_parent ON tokoku.region (parent, name);
CREATE INDEX region_search ON tokoku.region USING gin (search) WHERE level = 4;

CREATE TABLE tokoku.operator_audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    actor text NOT NULL,
    action text NOT NULL,
    tenant_id integer,
    detail jsonb NOT NULL DEFAULT '{}'
);

-- Every node keeps the registry in memory; this tells it to read again.
CREATE FUNCTION tokoku.announce_registry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('tokoku_registry', TG_TABLE_NAME);
    RETURN NULL;
END
$$;
CREATE TRIGGER tenant_changed AFTER INSERT OR UPDATE OR DELETE ON tokoku.tenant
    FOR EACH STATEMENT EXECUTE FUNCTION tokoku.announce_registry();
CREATE TRIGGER domain_changed AFTER INSERT OR UPDATE OR DELETE ON tokoku.domain
    FOR EACH STATEMENT EXECUTE FUNCTION tokoku.announce_registry();
CREATE TRIGGER provider_secret_changed AFTER INSERT OR UPDATE OR DELETE ON tokoku.provider_secret
    FOR EACH STATEMENT EXECUTE FUNCTION tokoku.announce_registry();

REVOKE ALL ON SCHEMA tokoku FROM PUBLIC;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
DO $$
BEGIN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END
$$;
GRANT USAGE ON SCHEMA tokoku TO tokoku_server;
GRANT SELECT ON tokoku.tenant, tokoku.domain, tokoku.provider_secret, tokoku.region, tokoku.migration TO tokoku_server;
