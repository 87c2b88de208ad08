# The journeys' own Python, and one run of them.

prepare_python() {
    local venv=$home/venv stamp
    stamp=$(sha256sum <Tests/Journeys/requirements.txt)
    if [ "$(cat "$venv/installed" 2>/dev/null)" != "$stamp" ]; then
        note "installing pytest and playwright into .tokoku-test/venv"
        /usr/bin/python3 -m venv --clear "$venv" || give_up "python3 -m venv failed in $venv"
        "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement Tests/Journeys/requirements.txt \
            || give_up "could not install pytest and playwright; is PyPI within reach?"
        echo "$stamp" >"$venv/installed"
    fi
    journeys_python=$venv/bin/python
}

run_journeys() {
    prepare_python
    local select=() report=$artefacts/journeys.xml
    [ -z "$filter" ] || select=(-k "$filter")
    export TOKOKU_JOURNEYS_PROGRAM TOKOKU_JOURNEYS_REGIONS=$regions_wheel TOKOKU_JOURNEYS_ARTEFACTS=$artefacts
    TOKOKU_JOURNEYS_PROGRAM="$(swift build --show-bin-path)/tokoku"
    TOKOKU_JOURNEYS_CHROMIUM=$(command -v chromium)
    export TOKOKU_JOURNEYS_CHROMIUM
    if "$journeys_python" -m pytest Tests/Journeys --junit-xml="$report" "${select[@]}" </dev/null 2>&1 \
        | tee "$artefacts/journeys.log"; then
        record "journeys" passed
    else
        record "journeys" failed
    fi
    count_journeys "$report"
}

# Adds a JUnit report's numbers to the totals.
count_journeys() {
    [ -e "$1" ] || return 0
    local numbers
    numbers=$("$journeys_python" - "$1" <<'END'
import sys, xml.etree.ElementTree as tree
suite = next(tree.parse(sys.argv[1]).iter("testsuite")).attrib
bad = int(suite["failures"]) + int(suite["errors"])
print(int(suite["tests"]) - bad - int(suite["skipped"]), bad)
END
    )
    passed_tests=$((passed_tests + ${numbers% *}))
    failed_tests=$((failed_tests + ${numbers#* }))
}
