# shellcheck shell=bash disable=SC2034
# Sourced by the scripts that run one server each:  SERVER.sh DATA_DIR PORT   with the password in SERVER_PASSWORD.
# Every server runs in the foreground, on the loopback address, under its own system user when we are root, and ends when its parent does.

set -euo pipefail

fail() {
    echo "$(basename "$0"): $2" >&2
    exit "$1"
}

# need COMMAND PACKAGE: prints where the command is, on PATH or where Debian hides servers.
need() {
    local found
    found=$(command -v "$1") || found=$(find /usr/lib/postgresql /usr/lib/rabbitmq -path "*/bin/$1" 2>/dev/null | sort -V | tail -n 1)
    [ -n "$found" ] || fail 3 "$1 is not installed; install the package '$2' (apt-get install $2)."
    echo "$found"
}

# move_out USER: below a private folder, such as root's home, the server's user cannot pass. Its data then lie under /var/lib, and the link "elsewhere" leads there.
move_out() {
    local elsewhere
    elsewhere=/var/lib/moviemesh/$(printf '%s' "$DATA_DIR" | cksum | cut -d ' ' -f 1)-$(basename "$DATA_DIR")
    # Without the link, they belong to a folder that was deleted meanwhile, and its password with it.
    [ -L "$DATA_DIR/elsewhere" ] || rm -rf "$elsewhere"
    mkdir -p "$elsewhere"
    chmod 755 "$(dirname "$elsewhere")"
    chmod 700 "$elsewhere"
    chown "$1:" "$elsewhere"
    ln -sfn "$elsewhere" "$DATA_DIR/elsewhere"
    DATA_DIR=$elsewhere
    "${AS[@]}" test -r "$DATA_DIR" || fail 4 "the user '$1' cannot reach $DATA_DIR; choose a folder whose parents are open to others (MOVIEMESH_HOME)."
}

# prepare USER: sets DATA_DIR, PORT and AS (the prefix that drops root), and makes the data folder the user's own.
prepare() {
    if [ -z "$DATA_DIR" ] || [ -z "$PORT" ]; then
        fail 2 "usage: $(basename "$0") DATA_DIR PORT, with the password in SERVER_PASSWORD"
    fi
    [ -n "${SERVER_PASSWORD:-}" ] || fail 2 "SERVER_PASSWORD is not set."
    mkdir -p "$DATA_DIR"
    DATA_DIR=$(cd "$DATA_DIR" && pwd)
    chmod 700 "$DATA_DIR"
    AS=()
    if [ "$(id -u)" -eq 0 ]; then
        id "$1" >/dev/null 2>&1 || fail 3 "the system user '$1' is missing; install the server's package."
        AS=(setpriv --reuid "$1" --regid "$1" --init-groups)
        chown "$1:" "$DATA_DIR"
        "${AS[@]}" test -r "$DATA_DIR" || move_out "$1"
    fi
    # The parent's death, even by SIGKILL, becomes a signal; the flag survives exec but not a change of user, so it is set last.
    ONWARD=("${AS[@]}" setpriv --pdeathsig "${DEATH_SIGNAL:-TERM}")
    export HOME=$DATA_DIR
    cd "$DATA_DIR"
}

DATA_DIR=${1:-}
PORT=${2:-}
