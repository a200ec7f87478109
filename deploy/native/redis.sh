#!/usr/bin/env bash
# Runs a private Redis as a cache: nothing is written to disk. With REPLICA_OF (a port), it is the replica of another one with the same password.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/common.sh"

redis=$(need redis-server redis-server)
prepare redis

# The password goes in by standard input, so that it stands in no command line and no file.
exec "${ONWARD[@]}" "$redis" - < <(
    cat <<CONFIG
bind 127.0.0.1
port $PORT
requirepass $SERVER_PASSWORD
save ""
appendonly no
dir $DATA_DIR
masterauth $SERVER_PASSWORD
repl-diskless-sync-delay 0
${REPLICA_OF:+replicaof 127.0.0.1 $REPLICA_OF}
CONFIG
)
