# The outbox: workers of their own beside no server, at the sandbox's Gmail and PostHog.

measure_outbox() {
    local many=$((shops < 40 ? shops : 40)) numbers all first second
    local mails=$((seconds * 150)) events=$((seconds * 2000))
    stop_program server
    furnish_outbox_shops "$many"
    mapfile -t numbers < <(head -n "$many" "$bench/shops.tsv" | cut -f 1)
    all=$(IFS=,; echo "${numbers[*]}")
    first=${numbers[0]} second=${numbers[1]}
    step "Mails and events of $many shops: one worker, then two"
    start_worker 1
    outbox outbox-mail-warmup rate 1 "$all" mail $((many * 5))
    outbox outbox-mail rate 1 "$all" mail "$mails"
    outbox outbox-events rate 1 "$all" analytics "$events"
    start_worker 2
    outbox outbox-mail-two rate 2 "$all" mail "$mails"
    outbox outbox-events-two rate 2 "$all" analytics "$events"
    stop_program worker-2
    measure_outbox_sql "$second" "$events"
    step "From commit to send: a receipt by itself, and beside a shop with 50,000 jobs"
    outbox outbox-wait wait 1 "$second,$first" 200
    outbox outbox-crowd crowd 1 "$first,$second" 50 50000
    stop_program worker-1
    empty_outboxes
}

# outbox ID WHAT WORKERS SHOPS...: as outbox.py wants it, with empty queues.
outbox() {
    local id=$1 what=$2 url
    shift 2
    empty_outboxes
    url=$(sed -n 's/^TOKOKU_DATABASE_URL=//p' "$TOKOKU_CONFIG")
    /usr/bin/python3 ops/bench/measure.py told "$results" "$id" \
        /usr/bin/python3 ops/bench/outbox.py "$what" "$url" "$redis_folder/redis.sock" "$@"
}

# The first N shops get a mailbox, a PostHog project and paid orders: the two demo shops' at the sandbox will do.
furnish_outbox_shops() {
    local file number
    for file in $(head -n "$1" "$bench/shops.tsv" | cut -f 2); do
        cat >>"$bench/shops/$file.toml" <<'TOML'

[secrets.gmail]
refresh_token = { env = "TOKOKU_DEMO_KOPI_GMAIL_REFRESH_TOKEN" }
client_id = { env = "TOKOKU_DEMO_KOPI_GOOGLE_CLIENT_ID" }
address = { env = "TOKOKU_DEMO_KOPI_GMAIL_ADDRESS" }

[secrets.google]
client_id = { env = "TOKOKU_DEMO_KOPI_GOOGLE_CLIENT_ID" }
client_secret = { env = "TOKOKU_DEMO_KOPI_GOOGLE_CLIENT_SECRET" }

[secrets.posthog]
project_key = { env = "TOKOKU_DEMO_BATIK_POSTHOG_KEY" }
TOML
        echo "$bench/shops/$file.toml"
    done >"$bench/outbox-files"
    xargs "$tokoku" tenant apply <"$bench/outbox-files" >>"$logs/apply.log" 2>&1 \
        || { tell_log "$logs/apply.log"; give_up "cannot give the shops their mailboxes"; }
    for number in $(head -n "$1" "$bench/shops.tsv" | cut -f 1); do
        { echo "SET search_path = t_$number;"; cat ops/bench/outbox.sql; } | database_sql
    done
}

empty_outboxes() { printf 'TRUNCATE t_%s.outbox;\n' "${numbers[@]}" | database_sql; }

start_worker() {
    start_child "worker $1" TERM "$logs/worker-$1.log" "$tokoku" work
    program "worker-$1"
}

stop_program() {
    local pid=${programs[$1]}
    kill -TERM "$pid"
    wait "$pid" || true
    unset "programs[$1]"
    tell_programs
}

# As many jobs in one shop by 16 connections, as many as a worker has. Twice as many wait: who finds a row locked must
# find enough others.
measure_outbox_sql() {
    local number=$1 schema=t_$1 each=$(($2 / 1600 * 100))
    empty_outboxes
    database_sql -c "INSERT INTO $schema.outbox (lane, kind, dedupe_key, payload)
        SELECT 'analytics', 'Order Completed', 'sql:' || n, '{\"order\": 1}' FROM generate_series(1, $((each * 32))) n"
    # Or the worker takes them: nothing is sent for this.
    kill -STOP "${programs[worker-1]}"
    mark_tables "$schema" <ops/bench/outbox.pgbench >"$bench/outbox.pgbench"
    PGOPTIONS="-c role=$schema" pgbench_as_server outbox-pgbench -c 16 -j 2 -t "$each" -D i=0 -D role="$schema" \
        -f "$bench/outbox.pgbench"
    local finished
    finished=$(database_sql -c "SELECT count(*) FROM $schema.outbox WHERE state = 'sent'")
    [ "$finished" -eq $((each * 16)) ] || give_up "pgbench did $finished jobs, not $((each * 16))"
    database_sql -c "DELETE FROM $schema.provider_health WHERE provider LIKE 'bench-%'"
    empty_outboxes
    kill -CONT "${programs[worker-1]}"
}
