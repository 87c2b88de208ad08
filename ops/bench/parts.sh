# What is measured, one function for each part.

measure() { /usr/bin/python3 ops/bench/measure.py wrk "$results" "$@"; }

# load ID FILE [OPTION...]: 32 connections send the requests of a list to the server.
load() {
    local id=$1 list=$2
    shift 2
    measure "$id" "$seconds" 32 "http://127.0.0.1:$port/" --requests "$bench/requests/$list" "$@"
}

# figure ID NAME=NUMBER...: a figure that is not a rate.
figure() {
    local id=$1 pair text=
    shift
    for pair in "$@"; do text+=", \"${pair%%=*}\": ${pair#*=}"; done
    printf '{"id": "%s"%s}\n' "$id" "$text" >>"$results"
}

database_sql() { superuser_sql "$sockets" -d tokoku "$@"; }
now() { date +%s.%N; }
since() { echo "$(now) $1" | awk '{ printf "%.3f", $1 - $2 }'; }

describe_machine() {
    echo "date=$(date -u +%FT%RZ)"
    echo "cpu=$(nproc) x $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
    echo "memory=$(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo)"
    echo "load=$(cut -d ' ' -f 1-3 /proc/loadavg)"
    echo "postgres=$("$(postgres_programs)/postgres" --version | awk '{ print $3 }')"
    echo "nginx=$(nginx -v 2>&1 | sed 's|.*/||')"
    echo "commit=$(git -C "${themes%/Themes}" rev-parse --short HEAD 2>/dev/null || echo unknown)"
    echo "built=$(date -u -r "$tokoku" +%FT%RZ)"
    echo "seconds=$seconds"
    echo "shops=$shops"
}

load_demo() {
    "$tokoku" region import "$regions_wheel" >"$logs/regions.log" 2>&1 \
        || { tell_log "$logs/regions.log"; give_up "cannot import the regions"; }
    "$tokoku" region export "$bench/regions.tsv" >/dev/null
    "$tokoku" tenant apply Tenants/batik.toml >"$logs/apply.log" 2>&1 \
        || { tell_log "$logs/apply.log"; give_up "cannot apply the demo shop"; }
}

make_shops() {
    step "Making $shops shops"
    local files at part start took many
    /usr/bin/python3 ops/bench/shops.py "$bench/shops" "$shops"
    files=("$bench"/shops/bench-*.toml)
    start=$(now)
    for ((at = 0; at < shops; at += 100)); do
        part=$(now)
        "$tokoku" tenant apply "${files[@]:at:100}" >>"$logs/apply.log" 2>&1 \
            || { tell_log "$logs/apply.log"; give_up "cannot apply the shops' files"; }
        took=$(since "$part")
        note "$((at + 100 < shops ? at + 100 : shops)) of $shops, the last ones in $took s"
    done
    many=$((shops < 100 ? shops : (shops - 1) % 100 + 1))
    figure provisioning shops="$shops" seconds="$(since "$start")" last="$many" last_seconds="$took"
    start=$(now)
    "$tokoku" migrate >>"$logs/migrate.log" 2>&1
    figure migrate-nothing shops="$shops" seconds="$(since "$start")"
    # Two shops get a crowd of customers for the orders, the others one customer each.
    crowd=$((seconds * 1200 + 600))
    step "Making their customers"
    {
        cat ops/bench/customers.sql
        echo "SELECT format('SELECT pg_temp.furnish(%L, %s)', 't_' || id,"
        echo "    CASE WHEN slug IN ('bench-0001', 'bench-0002') THEN $crowd ELSE 1 END)"
        echo "FROM tokoku.tenant WHERE slug LIKE 'bench-%' ORDER BY id \\gexec"
    } | database_sql >/dev/null
    database_sql -F $'\t' -c "SELECT id, slug FROM tokoku.tenant WHERE slug LIKE 'bench-%' ORDER BY id" >"$bench/shops.tsv"
    /usr/bin/python3 ops/bench/requests.py "$bench/shops.tsv" "$port" "$bench/requests"
}

measure_cached() {
    step "A cached product page, and nginx with the same bytes"
    local slug host
    slug=$(sed -nE '/^\[\[product\]\]/,$ s/^slug = "(.*)"/\1/p' Tenants/batik/catalog.toml | head -n 1)
    host=batik.localhost:$port
    # With gzip, as browsers ask for it; the bytes as they come.
    curl --silent --fail -D "$bench/headers" -o "$bench/page" -H "Host: $host" -H "Accept-Encoding: gzip" \
        "http://127.0.0.1:$port/produk/$slug"
    start_nginx "$bench/headers" "$bench/page"
    curl --silent --fail "http://127.0.0.1:$nginx_port/produk/$slug" | cmp - "$bench/page" \
        || give_up "nginx does not serve the same bytes"
    figure page bytes="$(stat -c %s "$bench/page")"
    local round
    # One after the other, twice, so that a slow moment of the machine does not fall on one alone.
    for round in 1 2; do
        measure cached-tokoku "$seconds" 32 "http://127.0.0.1:$port/produk/$slug" --header "Host: $host" \
            --header "Accept-Encoding: gzip"
        measure cached-nginx "$seconds" 32 "http://127.0.0.1:$nginx_port/produk/$slug" --header "Host: $host" \
            --header "Accept-Encoding: gzip"
    done
}

measure_uncached() {
    step "Product pages that nobody has asked for yet"
    visit_all
    load uncached-warmup cold-before --mode once
    load uncached-calm cold-calm --mode once --pause 500
    load uncached-busy cold-busy --mode once
}

# Every shop is known to the server: its settings have been read.
visit_all() { measure visit-all 60 8 "http://127.0.0.1:$port/" --requests "$bench/requests/visit-all" --mode once; }

measure_order() {
    step "Placing orders, and pgbench with the same SQL"
    local schema=t_$(shop_number bench-0001) other=t_$(shop_number bench-0002) shop number
    for shop in bench-0001 bench-0002; do
        number=$(shop_number "$shop")
        # The couriers' quotes are part of looking at the checkout, not of ordering.
        for ((customer = 1; customer <= 24; customer++)); do
            answers -H "Host: $shop.localhost:$port" -H "Cookie: tokoku=$(session_token "t_$number" "$customer")" \
                "http://127.0.0.1:$port/checkout" || give_up "the checkout of $shop does not open"
        done
        { echo "SET search_path = t_$number;"; cat ops/bench/quotes.sql; } | database_sql
    done
    {
        cat ops/bench/customers.sql
        echo "SET search_path = $schema;"
        cat ops/bench/orders.sql
    } | database_sql -v shop="$schema" -v host="bench-0001.localhost:$port" >"$bench/requests/orders"
    head -n 200 "$bench/requests/orders" >"$bench/requests/orders-before"
    tail -n +201 "$bench/requests/orders" >"$bench/requests/orders-measured"
    load order-warmup orders-before --mode once
    load order-tokoku orders-measured --mode once
    local placed
    placed=$(database_sql -c "SELECT count(*) FROM $schema.order o JOIN $schema.payment p ON p.order_id = o.id WHERE p.state = 'open'")
    figure order-placed orders="$placed"
    measure_order_sql "$other" "$placed"
}

# As many orders as the server has placed, by 16 connections, as many as the server has.
measure_order_sql() {
    local schema=$1 each=$(($2 / 16)) variables=()
    mark_tables "$schema" <ops/bench/order.pgbench >"$bench/order.pgbench"
    # pgbench prepares everything before its first transaction, so it has the shop's role from the start; the server
    # reads regions without it.
    database_sql -c "GRANT USAGE ON SCHEMA tokoku TO $schema; GRANT SELECT ON tokoku.region TO $schema"
    variables=(-D i=0 -D share="$each" -D role="$schema"
        -D variants="$(database_sql -c "SELECT count(*) FROM $schema.variant")"
        -D first="$(database_sql -c "SELECT min(id) FROM $schema.variant")"
        -D bases="$(database_sql -c "SELECT array_agg(basis ORDER BY customer_id) FROM $schema.shipping_quote WHERE customer_id <= 24")"
        -D instructions="$(database_sql -c "SELECT instructions FROM t_$(shop_number bench-0001).payment WHERE state = 'open' LIMIT 1")")
    PGOPTIONS="-c role=$schema" pgbench_as_server order-pgbench -c 16 -j 2 -t "$each" "${variables[@]}" -f "$bench/order.pgbench"
    placed=$(database_sql -c "SELECT count(*) FROM $schema.payment WHERE state = 'open'")
    [ "$placed" -eq $((each * 16)) ] || give_up "pgbench placed $placed orders, not $((each * 16))"
}

measure_tenancy() {
    step "One shop and all of them: cached pages"
    # With nothing of the earlier parts in its cache: a full one is emptied at once, in the middle of this.
    restart_server
    load cached-one cached-one
    visit_all
    load cached-all cached-all
    step "Eight shops and all of them: requests that ask the database"
    local kind
    for kind in brief cart; do
        load "$kind-few" "$kind-few"
        load "$kind-all-warmup" "$kind-all"
        load "$kind-all" "$kind-all"
    done
}

measure_memory() {
    step "Memory with $((shops < 200 ? shops : 200)) busy shops of $shops"
    restart_server
    local idle
    idle=$(resident)
    load memory-load hot
    figure memory idle_mb="$idle" busy_mb="$(resident)" known="$shops" hot="$((shops < 200 ? shops : 200))"
}

# The server's PostgreSQL client by itself, 8 connections, one shop.
measure_driver() {
    step "The PostgreSQL client, and pgbench with the same units"
    local package=$kept/driver part schema url slug=kopi-gayo-biji
    mkdir -p "$package/Sources/driver"
    for part in TokoCore Postgres CLibPQ; do ln -sfn "$PWD/Sources/$part" "$package/Sources/$part"; done
    ln -sf "$PWD/ops/bench/driver/Package.swift" "$package/Package.swift"
    ln -sf "$PWD/ops/bench/driver/Driver.swift" "$package/Sources/driver/Driver.swift"
    note "building it; the first time takes some minutes"
    swift build --quiet --configuration release --package-path "$package" >"$logs/driver.log" 2>&1 \
        || { tell_log "$logs/driver.log"; give_up "the client does not build"; }
    schema=t_$(shop_number bench-0001)
    url=$(sed -n 's/^TOKOKU_DATABASE_URL=//p' "$TOKOKU_CONFIG")
    /usr/bin/python3 ops/bench/measure.py told "$results" driver-tokoku \
        "$package/.build/release/driver" "$url" "${schema#t_}" "$slug" "$seconds" 8 32
    mark_tables "$schema" <ops/bench/unit.pgbench >"$bench/unit.pgbench"
    PGOPTIONS="-c role=$schema" pgbench_as_server driver-pgbench -c 8 -j 2 -T "$seconds" -D i=0 -D role="$schema" \
        -D slug="$slug" -f "$bench/unit.pgbench"
}

resident() { awk '/^VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/${programs[server]}/status"; }

shop_number() { awk -F '\t' -v slug="$1" '$2 == slug { print $1 }' "$bench/shops.tsv"; }

session_token() {
    printf 'session/%s/%s' "$1" "$2" | openssl dgst -sha256 -binary | base64 -w 0 | tr '+/' '-_' | tr -d =
}

# mark_tables SCHEMA: {table} as in the server's SQL.
mark_tables() { sed -E "s/\{([a-z_]+)\}/$1.\1/g"; }

# pgbench_as_server ID OPTION...: with the server's login.
pgbench_as_server() {
    local id=$1
    shift
    PGPASSWORD=$(kept_password server) /usr/bin/python3 ops/bench/measure.py pgbench "$results" "$id" "$bench" \
        "$(postgres_programs)/pgbench" -n -M prepared -h "$sockets" -U tokoku_app "$@" tokoku
}
