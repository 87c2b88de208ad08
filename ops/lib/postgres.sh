# A private PostgreSQL cluster that listens on a unix socket only.

# The folder of the newest PostgreSQL's programs; nothing when there is none.
postgres_programs() {
    local folder
    for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin /usr/local/pgsql/bin | sort -rV); do
        [ -x "$folder/initdb" ] && { echo "$folder"; return; }
    done
    folder=$(dirname "$(command -v initdb || echo /nowhere/initdb)")
    [ -x "$folder/postgres" ] && echo "$folder"
    return 0
}

# PostgreSQL refuses to run as root; then Debian's user postgres has the cluster.
postgres_user() { if [ "$(id -u)" -eq 0 ]; then echo postgres; else id -un; fi; }

as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && exec setpriv --reuid=postgres --regid=postgres --init-groups --reset-env "$@")
    else
        "$@"
    fi
}

# own_folder PATH: makes a folder that only PostgreSQL's user (and root) may enter.
own_folder() {
    mkdir -p -m 700 "$1"
    [ "$(id -u)" -ne 0 ] || chown postgres: "$1"
}

# Whether PostgreSQL's user can come to this folder.
postgres_reaches() { as_postgres test -x "$1"; }

# make_cluster DATA: peer sign-in for its own user, passwords for all others.
make_cluster() {
    local data=$1 user
    user=$(postgres_user)
    own_folder "$data"
    as_postgres "$(postgres_programs)/initdb" -D "$data" -U "$user" -E UTF8 --locale=C.UTF-8 \
        --auth-local=peer --auth-host=reject >/dev/null \
        || give_up "initdb failed in $data"
    as_postgres tee "$data/pg_hba.conf" >/dev/null <<END
local all $user peer
local all all scram-sha-256
END
}

# start_cluster DATA SOCKETS LOG SETTING...: each SETTING is name=value.
start_cluster() {
    local data=$1 sockets=$2 log=$3 setting options=()
    shift 3
    for setting in listen_addresses= "unix_socket_directories=$sockets" "$@"; do options+=(-c "$setting"); done
    own_folder "$sockets"
    local run=("$(postgres_programs)/postgres" -D "$data" "${options[@]}")
    if [ "$(id -u)" -eq 0 ]; then
        run=(setpriv --reuid=postgres --regid=postgres --init-groups --reset-env "${run[@]}")
    fi
    start_child PostgreSQL INT "$log" "${run[@]}"
    wait_until PostgreSQL 60 "$(postgres_programs)/pg_isready" -q -h "$sockets"
}

# psql as the cluster's superuser.
superuser_sql() {
    local sockets=$1
    shift
    as_postgres "$(postgres_programs)/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$sockets" -d postgres "$@"
}

# 32 letters and digits.
new_password() {
    local bytes
    bytes=$(head -c 24 /dev/urandom | base64 | tr '+/' 'ab')
    printf '%s\n' "$bytes"
}
