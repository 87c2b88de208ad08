# The programs of the bench, each on ports of its own.

# free_ports N: prints N ports that nobody listens on.
free_ports() {
    /usr/bin/python3 - "$1" <<'END'
import socket, sys
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(int(sys.argv[1]))]
print(*(s.getsockname()[1] for s in sockets))
END
}

answers() { curl --silent --fail --max-time 5 --output /dev/null "$@"; }

# program NAME: makes its processor time count; call it right after start_child.
program() { programs[$1]=${child_pids[-1]}; tell_programs; }

tell_programs() {
    local name
    BENCH_PROGRAMS=
    for name in "${!programs[@]}"; do BENCH_PROGRAMS+="$name=${programs[$name]} "; done
    export BENCH_PROGRAMS
}

start_database() {
    # The server's defaults but for memory; nothing that trades durability for speed.
    make_cluster "$bench/pg/data"
    start_cluster "$bench/pg/data" "$sockets" "$logs/postgres.log" max_connections=100 shared_buffers=512MB
    program postgres
    start_redis "$redis_folder" "$logs/redis.log"
    program redis
    write_settings
    # As in production: theme packs are not read again.
    sed -i -e 's/^TOKOKU_ENVIRONMENT=.*/TOKOKU_ENVIRONMENT=production/' \
        -e "s|^TOKOKU_THEMES_DIR=.*|TOKOKU_THEMES_DIR=$themes|" "$TOKOKU_CONFIG"
    prepare_database
    "$tokoku" migrate >"$logs/migrate.log" 2>&1 || { tell_log "$logs/migrate.log"; give_up "cannot migrate"; }
}

start_sandbox() {
    start_child sandbox TERM "$logs/sandbox.log" "$tokoku" sandbox --regions "$bench/regions.tsv"
    program sandbox
    wait_until sandbox 60 answers "http://127.0.0.1:$sandbox_port/"
}

start_server() {
    local name=${1-server}
    start_child "$name" TERM "$logs/server.log" "$tokoku" serve
    program server
    wait_until "$name" 120 answers "http://127.0.0.1:$management_port/readyz"
}

# Stops the server and starts it again: one that remembers nothing.
restarts=0
restart_server() {
    local pid=${programs[server]}
    kill -TERM "$pid"
    wait "$pid" || true
    restarts=$((restarts + 1))
    start_server "server $restarts"
}

# start_nginx HEADERS BODY: serves BODY with the fields of HEADERS (as curl dumps them) at any path.
start_nginx() {
    local folder=$bench/nginx
    mkdir -p "$folder/temp"
    cp "$2" "$folder/page"
    chmod 711 "$folder"
    chmod 644 "$folder/page"
    {
        echo "worker_processes $(nproc); daemon off; pid $folder/pid; error_log $logs/nginx.log;"
        echo "events { worker_connections 512; }"
        echo "http {"
        echo "  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; server_tokens off;"
        echo "  open_file_cache max=10 inactive=1h; etag off; max_ranges 0; types {}"
        for kind in client_body proxy fastcgi uwsgi scgi; do echo "  ${kind}_temp_path $folder/temp;"; done
        echo "  server {"
        echo "    listen 127.0.0.1:$nginx_port reuseport; root $folder;"
        echo '    add_header Last-Modified "";'
        sed -nE 's/\r$//; s/^([A-Za-z-]+): (.*)$/\1 \2/p' "$1" | while read -r name value; do
            case ${name,,} in
                date | server | connection | content-length) ;;
                content-type) echo "    default_type '$value';" ;;
                *) echo "    add_header $name '${value//\'/\\\'}';" ;;
            esac
        done
        echo "    location / { try_files /page =404; }"
        echo "  }"
        echo "}"
    } >"$folder/nginx.conf"
    start_child nginx QUIT "$logs/nginx.log" nginx -c "$folder/nginx.conf"
    program nginx
    wait_until nginx 20 answers "http://127.0.0.1:$nginx_port/"
}
