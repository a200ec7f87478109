#!/usr/bin/env bash
# Runs a private RabbitMQ node with its own name server: user "moviemesh", no guest, no plugins.
# With CLUSTER_NODE (its name), CLUSTER_COOKIE and CLUSTER_EPMD_PORT (where epmd.sh runs), it is a node of a cluster on this machine, which it joins at its
# first start through the node CLUSTER_SEED; that one must be up by then, and has no seed itself.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/common.sh"

server=/usr/lib/rabbitmq/bin/rabbitmq-server
[ -x "$server" ] || server=$(need rabbitmq-server rabbitmq-server)
epmd=$(need epmd rabbitmq-server)
prepare rabbitmq

free_port() {
    local port
    while port=$((20000 + RANDOM % 12000)); (: </dev/tcp/127.0.0.1/$port) 2>/dev/null; do :; done
    echo "$port"
}

if [ ! -f .erlang.cookie ]; then
    echo "${CLUSTER_COOKIE:-$(head -c 24 /dev/urandom | base64 | tr -d '/+=')}" | "${AS[@]}" tee .erlang.cookie >/dev/null
    chmod 400 .erlang.cookie
fi

# The node's name is part of its stored data, so it depends on neither host name nor port.
export RABBITMQ_NODENAME=${CLUSTER_NODE:-moviemesh}@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT=$PORT
export RABBITMQ_MNESIA_BASE=$DATA_DIR/mnesia RABBITMQ_LOG_BASE=$DATA_DIR/log RABBITMQ_LOGS=-
export RABBITMQ_CONFIG_FILE=$DATA_DIR/rabbitmq RABBITMQ_ADVANCED_CONFIG_FILE=$DATA_DIR/none RABBITMQ_CONF_ENV_FILE=$DATA_DIR/none
export RABBITMQ_ENABLED_PLUGINS_FILE=$DATA_DIR/enabled_plugins RABBITMQ_GENERATED_CONFIG_DIR=$DATA_DIR/generated
RABBITMQ_DIST_PORT=$(free_port)
ERL_EPMD_PORT=${CLUSTER_EPMD_PORT:-$(free_port)}
export RABBITMQ_DIST_PORT ERL_EPMD_PORT ERL_EPMD_ADDRESS=127.0.0.1 ERL_CRASH_DUMP_SECONDS=0
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} -start_epmd false"

"${AS[@]}" tee rabbitmq.conf >/dev/null <<CONFIG
default_user = moviemesh
default_pass = $SERVER_PASSWORD
loopback_users = none
log.console = true
log.console.level = warning
log.file = false
vm_memory_high_watermark.relative = 0.4
disk_free_limit.absolute = 200MB
raft.wal_max_size_bytes = 67108864
${CLUSTER_NODE:+cluster_partition_handling = pause_minority}
${CLUSTER_SEED:+cluster_formation.peer_discovery_backend = classic_config
cluster_formation.classic_config.nodes.1 = $CLUSTER_SEED@localhost}
CONFIG
chmod 600 rabbitmq.conf
echo '[].' | "${AS[@]}" tee enabled_plugins >/dev/null

# The name server belongs to this node alone: its parent is the process that becomes the node, and it ends with it. A cluster's outlives each of its nodes.
if [ -z "${CLUSTER_EPMD_PORT:-}" ]; then
    "${ONWARD[@]}" "$epmd" -port "$ERL_EPMD_PORT" -address 127.0.0.1 -relaxed_command_check >/dev/null 2>&1 &
fi

# This mode replaces the shell by the Erlang machine, which stops cleanly on SIGTERM.
export RUNNING_UNDER_SYSTEMD=true
exec "${ONWARD[@]}" "$server"
