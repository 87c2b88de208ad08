# What Debian must provide. Things are looked for by what they do, so that a PostgreSQL from elsewhere counts too.

missing_packages=()

# want PACKAGE COMMAND...: PACKAGE is installed by install_missing when COMMAND fails.
want() {
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing_packages+=("$package")
}

has_library() { pkg-config --exists "$1"; }

has_postgres() { [ -n "$(postgres_programs)" ]; }

# Everything the build needs: compilers' parts that Swift expects of the system, and the C libraries.
want_for_building() {
    want git command -v git
    want pkg-config command -v pkg-config
    want libc6-dev test -e /usr/include/stdio.h
    want libpq-dev has_library libpq
    want libhiredis-dev has_library hiredis
    want libcurl4-openssl-dev has_library libcurl
    want libssl-dev has_library libcrypto
    want libargon2-dev has_library libargon2
    want zlib1g-dev has_library zlib
    want libpango1.0-dev has_library pangocairo
    want libxml2-dev has_library libxml-2.0
}

# Everything a shop runs on, and what fetches the regions.
want_for_running() {
    want postgresql has_postgres
    want redis-server command -v redis-server
    want curl command -v curl
    # What receipts are printed with, so that they look the same everywhere: letters, other scripts, emoji.
    want fonts-inter test -e /usr/share/fonts/opentype/inter/Inter-Regular.otf
    want fonts-dejavu-core test -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
    want fonts-droid-fallback test -e /usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf
    want fonts-noto-color-emoji test -e /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf
    want python3-venv /usr/bin/python3 -c 'import venv, ensurepip'
}

install_missing() {
    [ ${#missing_packages[@]} -gt 0 ] || return 0
    step "Installing from Debian: ${missing_packages[*]}"
    local apt=(apt-get)
    if ! command -v apt-get >/dev/null; then
        give_up "this system has no apt-get; install these yourself: ${missing_packages[*]}"
    elif [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null \
            || give_up "needs root or sudo once, for: apt-get install ${missing_packages[*]}"
        apt=(sudo apt-get)
    fi
    case " ${missing_packages[*]} " in
        *' postgresql '* | *' redis-server '*)
            note "Debian starts services of its own with these; TokoKu leaves them alone." ;;
    esac
    export DEBIAN_FRONTEND=noninteractive
    "${apt[@]}" update -q || note "apt-get update failed; trying with the lists at hand"
    "${apt[@]}" install -y -q --no-install-recommends "${missing_packages[@]}" </dev/null \
        || give_up "could not install: ${missing_packages[*]}"
    missing_packages=()
}

# Swift 6.3 or newer, which Debian does not have.
require_swift() {
    local version
    version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' | head -n 1)
    [ -n "$version" ] || give_up "Swift is not installed: get Swift 6.3 for Debian 12 from https://www.swift.org/install/linux/"
    [ "$(printf '%s\n6.3\n' "$version" | sort -V | head -n 1)" = 6.3 ] \
        || give_up "needs Swift 6.3 or newer, found $version: see https://www.swift.org/install/linux/"
}
