# The state folder: everything an installation keeps, and nothing else's.

state_mark=tokoku-state

# open_state FOLDER: makes it or recognises it, and holds it against a second ops/run.
open_state() {
    state=$1
    if [ -e "$state" ] && [ ! -e "$state/$state_mark" ] && [ -n "$(ls -A "$state")" ]; then
        give_up "$state has other things in it; choose another folder with --state"
    fi
    mkdir -p -m 711 "$state" && state=$(cd "$state" && pwd) || give_up "cannot make the folder $1"
    echo "What ops/run keeps. ops/run --reset removes it." >"$state/$state_mark"
    mkdir -p "$state/logs"
    exec 9>"$state/lock"
    flock --nonblock 9 || give_up "another ops/run is using $state; stop it first, or choose --state"
    place_cluster
    place_sockets
}

# Where PostgreSQL keeps its data: in the state folder, unless its user cannot come there.
place_cluster() {
    cluster=$state/postgres
    [ "$(id -u)" -eq 0 ] && ! postgres_reaches "$state" || return 0
    cluster=/var/lib/tokoku-$(state_number)
    note "PostgreSQL does not run as root, and its user cannot enter $state;"
    note "so its data are in $cluster"
    mkdir -p -m 711 "$cluster"
    echo "$state" >"$cluster/$state_mark"
}

# Paths of sockets end at about 100 bytes.
place_sockets() {
    sockets=$cluster/run
    redis_folder=$state/redis
    [ ${#state} -gt 70 ] || [ ${#cluster} -gt 70 ] || return 0
    local short=/tmp/tokoku-$(state_number)
    mkdir -p -m 711 "$short"
    [ -O "$short" ] || give_up "$short belongs to somebody else"
    echo "$state" >"$short/$state_mark"
    sockets=$short/pg
    redis_folder=$short/redis
}

# A number that is this folder's own.
state_number() { printf '%s' "$state" | sha256sum | cut -c 1-10; }

# remove_state FOLDER: only what bears our mark.
remove_state() {
    [ -e "$1" ] || return 0
    state=$(cd "$1" && pwd)
    [ -e "$state/$state_mark" ] || give_up "$state was not made by ops/run; nothing was removed"
    exec 9>"$state/lock"
    flock --nonblock 9 || give_up "an ops/run is using $state; stop it first"
    step "Removing $state"
    local place
    for place in "/var/lib/tokoku-$(state_number)" "/tmp/tokoku-$(state_number)"; do
        [ "$(cat "$place/$state_mark" 2>/dev/null)" != "$state" ] || rm -rf "$place"
    done
    rm -rf "$state"
    exec 9>&-
}
