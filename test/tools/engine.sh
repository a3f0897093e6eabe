#!/usr/bin/env bash
# engine.sh up | down | status | build | bin
#
# A current Docker engine for the tests, on machines that have none. Debian's own package is years behind (20.10, whose
# BuildKit knows neither COPY --link nor heredocs nor --exclude), so dockerd, the docker client and containerd are built
# from their Go modules (engine/go.mod); only runc, iptables and tini come from Debian.
#
#   up      starts the engine at the usual socket, unless one answers there already: then that one is used
#   down    stops the engine that `up` started, and no other
#   status  says which engine answers; exit code 1: none
#   build   only makes the binaries; bin prints their folder
#
# Its data live in the cache folder, so images survive a restart. The local registry of buildkit.sh is its mirror of
# docker.io: images that are not in the engine are looked for there first.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

EXEC_ROOT=/run/cdk8s-python-venv # short: unix sockets below it may have paths of 107 characters at most
export PATH=$ENGINE_BIN:$PATH

answers() { docker version --format '{{.Server.Version}}' 2>/dev/null; }

build() {
  local m=github.com/moby/moby/v2 c=github.com/containerd/containerd/v2
  # The number that clients compare is that of the Docker release; the module counts its own versions.
  go_build "$TOOLS/engine" "$ENGINE_BIN/dockerd" $m/cmd/dockerd \
    "-X $m/dockerversion.Version=$CLI_VERSION-moby.$ENGINE_VERSION"
  go_build "$TOOLS/engine" "$ENGINE_BIN/docker-proxy" $m/cmd/docker-proxy
  go_build "$TOOLS/engine" "$ENGINE_BIN/containerd" $c/cmd/containerd "-X $c/version.Version=$CONTAINERD_VERSION"
  go_build "$TOOLS/engine" "$ENGINE_BIN/containerd-shim-runc-v2" $c/cmd/containerd-shim-runc-v2
  # The client has no go.mod of its own, so Go would take it for a program of Go 1.16.
  go_build "$TOOLS/engine" "$ENGINE_BIN/docker" github.com/docker/cli/cmd/docker \
    "-X github.com/docker/cli/cli/version.Version=$CLI_VERSION" 'github.com/docker/cli/...=-lang=go1.25'
}

up() {
  if answers >/dev/null; then
    say "engine $(answers) is up"
    return
  fi
  apt_install runc runc
  apt_install iptables iptables
  apt_install tini-static tini
  build
  mkdir -p "$RUN/engine"
  # Debian's runc is too old for containers with a time of their own.
  cat >"$RUN/engine/daemon.json" <<J
{
  "data-root": "$RUN/engine/data",
  "exec-root": "$EXEC_ROOT",
  "pidfile": "$EXEC_ROOT/dockerd.pid",
  "features": {"time-namespaces": false},
  "init-path": "$(command -v tini-static)",
  "registry-mirrors": ["http://$REGISTRY"]
}
J
  # Left by a killed engine, whose pids may be anybody's by now. A containerd that outlived it is taken over.
  local pidfile=$EXEC_ROOT/containerd/containerd.pid
  rm -f $EXEC_ROOT/dockerd.pid
  [ ! -f $pidfile ] || grep -qsx containerd "/proc/$(cat $pidfile)/comm" || rm -f $pidfile
  start engine dockerd --config-file "$RUN/engine/daemon.json"
  await engine answers
  say "engine $(answers) started"
}

case ${1:-} in
  up | build) "$1" ;;
  down) stop engine ;;
  status) answers ;;
  bin) echo "$ENGINE_BIN" ;;
  *) fail "usage: engine.sh up | down | status | build | bin" ;;
esac
