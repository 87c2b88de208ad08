# Programs that live as long as the script: started in sessions of their own, so that Ctrl-C reaches the script alone
# and it can stop them in order.

child_names=()
child_pids=()
child_signals=()
child_logs=()

# start_child NAME SIGNAL LOG COMMAND...: SIGNAL is what ends it in order.
start_child() {
    local name=$1 signal=$2 log=$3
    shift 3
    # Not the lock of the state folder: it ends with the script.
    setsid "$@" >>"$log" 2>&1 </dev/null 9>&- &
    child_names+=("$name")
    child_pids+=("$!")
    child_signals+=("$signal")
    child_logs+=("$log")
}

# wait_until NAME SECONDS COMMAND...: until COMMAND succeeds; gives up when NAME's program ends before.
wait_until() {
    local name=$1 seconds=$2 index
    shift 2
    for index in "${!child_names[@]}"; do [ "${child_names[$index]}" = "$name" ] && break; done
    local deadline=$((SECONDS + seconds))
    until "$@" >/dev/null 2>&1; do
        if ! kill -0 "${child_pids[$index]}" 2>/dev/null; then
            tell_log "${child_logs[$index]}"
            give_up "$name did not start; its log is ${child_logs[$index]}"
        fi
        [ $SECONDS -lt $deadline ] || give_up "$name is not ready after $seconds s; its log is ${child_logs[$index]}"
        sleep 0.1
    done
}

tell_log() { tail -n 15 "$1" 2>/dev/null | sed 's/^/    | /' >&2 || true; }

# The last started is the first to stop. One that does not stop within 20 s is killed.
stop_children() {
    local index pid
    for ((index = ${#child_pids[@]} - 1; index >= 0; index--)); do
        pid=${child_pids[$index]}
        kill -s "${child_signals[$index]}" "$pid" 2>/dev/null || continue
        local deadline=$((SECONDS + 20))
        while kill -0 "$pid" 2>/dev/null && [ $SECONDS -lt $deadline ]; do sleep 0.05; done
        kill -s KILL "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    child_names=() child_pids=() child_signals=() child_logs=()
}

# Waits until one of them ends, and says which.
wait_for_a_death() {
    local index
    while :; do
        wait -n "${child_pids[@]}" || true
        for index in "${!child_pids[@]}"; do
            if ! kill -0 "${child_pids[$index]}" 2>/dev/null; then
                dead_child=${child_names[$index]}
                dead_log=${child_logs[$index]}
                return
            fi
        done
    done
}
