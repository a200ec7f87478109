#!/usr/bin/env bash
# Runs the name server through which the nodes of a RabbitMQ cluster on this machine find one another.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/common.sh"

epmd=$(need epmd rabbitmq-server)
prepare rabbitmq

exec "${ONWARD[@]}" "$epmd" -port "$PORT" -address 127.0.0.1 -relaxed_command_check
