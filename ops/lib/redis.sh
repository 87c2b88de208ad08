# A private Redis on a unix socket that keeps nothing on disk: it holds nothing that PostgreSQL does not.

start_redis() {
    local folder=$1 log=$2
    mkdir -p -m 700 "$folder"
    start_child Redis TERM "$log" redis-server --port 0 --unixsocket "$folder/redis.sock" --unixsocketperm 700 \
        --save '' --appendonly no --dir "$folder" --daemonize no
    wait_until Redis 30 redis-cli -s "$folder/redis.sock" ping
}
