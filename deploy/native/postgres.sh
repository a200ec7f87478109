#!/usr/bin/env bash
# Runs a private PostgreSQL: user "moviemesh", database "ratingsdb".
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/common.sh"

initdb=$(need initdb postgresql)
postgres=$(need postgres postgresql)
DEATH_SIGNAL=INT # the fast shutdown: it does not wait for clients to leave
prepare postgres

if [ ! -f data/PG_VERSION ]; then
    # Made beside its place and moved there whole, so that a half-made cluster is never taken for one.
    rm -rf new
    (umask 077 && printf '%s\n' "$SERVER_PASSWORD" | "${AS[@]}" tee password >/dev/null)
    "${AS[@]}" "$initdb" --pgdata new --username moviemesh --encoding UTF8 --locale C.UTF-8 --auth scram-sha-256 --no-instructions --pwfile password >/dev/null
    rm password
    echo "CREATE DATABASE ratingsdb;" | "${AS[@]}" "$postgres" --single -D new -c log_min_messages=error postgres >/dev/null
    mv new data
fi

exec "${ONWARD[@]}" "$postgres" -D data -p "$PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
    -c max_connections=200 -c shared_buffers=256MB -c max_wal_size=2GB -c checkpoint_timeout=15min -c wal_compression=on \
    -c log_min_messages=warning
