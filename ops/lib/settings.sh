# The installation's settings, logins and keys.

# Writes the settings file anew: ports may change between two runs, keys and passwords stay.
write_settings() {
    local owner_password server_password
    umask 077
    [ -s "$state/master.key" ] || head -c 32 /dev/urandom | base64 -w 0 >"$state/master.key"
    owner_password=$(kept_password owner)
    server_password=$(kept_password server)
    local at="host=$(url_text "$sockets")"
    cat >"$state/tokoku.conf" <<END
# Written by ops/run at each start.
TOKOKU_ENVIRONMENT=development
TOKOKU_LISTEN=127.0.0.1:$port
TOKOKU_MANAGEMENT_LISTEN=127.0.0.1:$management_port
TOKOKU_SANDBOX_LISTEN=127.0.0.1:$sandbox_port
TOKOKU_PUBLIC_SCHEME=http
TOKOKU_PUBLIC_PORT=$port
TOKOKU_DATABASE_URL=postgresql:///tokoku?$at&user=tokoku_app&password=$server_password
TOKOKU_ADMIN_DATABASE_URL=postgresql:///tokoku?$at&user=tokoku_owner&password=$owner_password
TOKOKU_REDIS_URL=unix:$redis_folder/redis.sock
TOKOKU_MASTER_KEY_FILE=$state/master.key
TOKOKU_MEDIA_DIR=$state/media
TOKOKU_THEMES_DIR=$PWD/Themes
TOKOKU_TRIPAY_URL=http://127.0.0.1:$sandbox_port/tripay
TOKOKU_KOMERCE_URL=http://127.0.0.1:$sandbox_port/komerce
TOKOKU_KOMERCE_DELIVERY_URL=http://127.0.0.1:$sandbox_port/komerce-delivery
TOKOKU_BINDERBYTE_URL=http://127.0.0.1:$sandbox_port/binderbyte
TOKOKU_POSINDONESIA_URL=http://127.0.0.1:$sandbox_port/posindonesia
TOKOKU_GMAIL_URL=http://127.0.0.1:$sandbox_port/gmail
TOKOKU_WHATSAPP_URL=http://127.0.0.1:$sandbox_port/whatsapp
TOKOKU_POSTHOG_URL=http://127.0.0.1:$sandbox_port/posthog
TOKOKU_GOOGLE_ACCOUNTS_URL=http://127.0.0.1:$sandbox_port/google/accounts
TOKOKU_GOOGLE_TOKEN_URL=http://127.0.0.1:$sandbox_port/google/token
TOKOKU_GOOGLE_JWKS_URL=http://127.0.0.1:$sandbox_port/google/certs
END
    umask 022
    mkdir -p "$state/media"
    export TOKOKU_CONFIG=$state/tokoku.conf
}

kept_password() {
    [ -s "$state/$1.password" ] || new_password >"$state/$1.password"
    cat "$state/$1.password"
}

# Percent-encodes what may not stand in a URL's query.
url_text() {
    local text=$1 letter
    local -i index
    for ((index = 0; index < ${#text}; index++)); do
        letter=${text:index:1}
        case $letter in
            [a-zA-Z0-9/._~-]) printf '%s' "$letter" ;;
            *) printf '%s' "$letter" | od -An -tx1 | tr -d ' \n' | sed 's/../%\U&/g' ;;
        esac
    done
}

# The database, the login that creates shops, and the server's login, which owns nothing and is a member of
# tokoku_server: it may become a shop's role for a transaction and inherits nothing from it.
prepare_database() {
    superuser_sql "$sockets" >>"$state/logs/postgres-setup.log" 2>&1 <<END || give_up "cannot prepare the database; see $state/logs"
SELECT 'CREATE ROLE tokoku_owner LOGIN CREATEROLE' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tokoku_owner') \gexec
SELECT 'CREATE ROLE tokoku_server NOLOGIN NOINHERIT' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tokoku_server') \gexec
SELECT 'CREATE ROLE tokoku_app LOGIN IN ROLE tokoku_server' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tokoku_app') \gexec
ALTER ROLE tokoku_owner PASSWORD '$(kept_password owner)';
ALTER ROLE tokoku_app PASSWORD '$(kept_password server)';
SELECT 'CREATE DATABASE tokoku OWNER tokoku_owner' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'tokoku') \gexec
END
}
