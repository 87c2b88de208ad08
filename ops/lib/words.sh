# What the scripts say, and how they give up.

if [ -t 1 ]; then
    bold=$'\e[1m' red=$'\e[31m' plain=$'\e[0m'
else
    bold='' red='' plain=''
fi

# A step begins.
step() { printf '%s==> %s%s\n' "$bold" "$*" "$plain"; }

# Something worth knowing about the step.
note() { printf '    %s\n' "$*"; }

# The end, in one line.
give_up() {
    printf '%s%s: %s%s\n' "$red" "${0##*/}" "$*" "$plain" >&2
    exit 1
}

# A wrong call.
wrong_call() {
    printf '%s: %s (%s --help tells how)\n' "${0##*/}" "$*" "${0##*/}" >&2
    exit 2
}
