# common.sh - sourced by the scripts of this folder: where things live, and how daemons are started and stopped.
#
# Nothing is written into the clone. All of it lies below one cache folder, may be deleted at any time and is made again:
#   <tool>-<version>/   binaries that were built or installed once
#   run/<name>/         state of a running service: data, log, pid
# shellcheck shell=bash disable=SC2034

TOOLS=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-python-venv
RUN=$CACHE/run
# Where the local registry listens (an engine trusts plain HTTP on localhost without being told).
REGISTRY=localhost:${REGISTRY_PORT:-5051}

# The one list of versions. The Go tools' exact sources are pinned by the go.sum beside each go.mod.
ENGINE_VERSION=2.0.0-beta.24 # github.com/moby/moby/v2, the engine's Go module
CLI_VERSION=29.8.0           # github.com/docker/cli, the release that this state of the engine is developed with
CONTAINERD_VERSION=2.4.2
BUILDKIT_VERSION=0.34.2
BUILDX_VERSION=0.38.2
COMPOSE_VERSION=5.6.0 # the newest that Go 1.26.8 builds
HADOLINT_VERSION=2.15.1
MERMAID_VERSION=12.3.0
KUBERNETES_VERSION=1.33.13 # the newest whose kubelet needs no flag on cgroup v1
COREDNS_VERSION=1.14.7
GATEWAY_API_VERSION=1.4.1
KUBECONFORM_VERSION=0.8.0
KUBE_SCORE_VERSION=1.20.0
KUBERNETES_VALIDATE_VERSION=1.37.0 # PyPI's package of JSON schemas
CHECKOV_VERSION=3.3.30
HELM_VERSION=3.22.0
ARGO_CD_VERSION=3.5.7 # the newest that Go 1.26 reads
KUSTOMIZE_CONTROLLER_VERSION=1.9.6
ACTIONLINT_VERSION=1.7.12
SYFT_VERSION=1.57.0
COSIGN_VERSION=3.1.3

ENGINE_BIN=$CACHE/engine-$ENGINE_VERSION
BUILDKIT_BIN=$CACHE/buildkit-$BUILDKIT_VERSION
BUILDX_BIN=$CACHE/buildx-$BUILDX_VERSION
KUBERNETES_BIN=$CACHE/kubernetes-$KUBERNETES_VERSION

# Only messages for people go to stderr, so that a script's stdout stays usable by its caller.
say() { printf '%s\n' "$*" >&2; }
fail() { say "$(basename "$0"): $*"; exit 1; }

# apt_install COMMAND PACKAGE...: installs the Debian packages unless COMMAND is there.
apt_install() {
  local probe=$1
  shift
  command -v "$probe" >/dev/null && return
  local args=(install -y -qq --no-install-recommends "$@")
  export DEBIAN_FRONTEND=noninteractive
  say "installing $*"
  # A machine with no or old package lists needs the update; one with good lists is spared it.
  apt-get "${args[@]}" </dev/null >/dev/null 2>&1 ||
    { apt-get update -qq >/dev/null && apt-get "${args[@]}" </dev/null >/dev/null; }
}

# go_build MODULE_FOLDER OUTPUT PACKAGE [LDFLAGS [GCFLAGS]]: a static binary from a module with pinned sums, unless OUTPUT
# is there. Written under another name first, so that an interrupted build is never taken for a finished one.
go_build() {
  local dir=$1 out=$2 package=$3 flags=${4:-} gcflags=${5:-}
  [ -x "$out" ] && return
  say "building $(basename "$out")"
  mkdir -p "$(dirname "$out")"
  (cd "$dir" && CGO_ENABLED=0 GOFLAGS=-mod=readonly go build -trimpath -buildvcs=false \
    -ldflags "-s -w $flags" -gcflags "$gcflags" -o "$out.new" "$package")
  mv "$out.new" "$out"
}

# go_install OUTPUT PACKAGE@VERSION: of a module that is installed as its authors pinned it.
go_install() {
  [ -x "$1" ] && return
  say "building $(basename "$1")"
  mkdir -p "$(dirname "$1")"
  CGO_ENABLED=0 GOBIN=$(dirname "$1") go install -trimpath -ldflags '-s -w' "$2"
}

# module_folder MODULE@VERSION: where its files are.
module_folder() {
  local answer
  answer=$(go mod download -json "$1") || fail "$answer"
  awk -F '"' '$2 == "Dir" {print $4}' <<<"$answer"
}

# running NAME: is the process that `start NAME` left behind alive? The name of the program is compared as well, since a
# pid may have been given to another process after a reboot.
running() {
  local pid
  pid=$(cat "$RUN/$1/pid" 2>/dev/null) || return 1
  [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$(cat "$RUN/$1/comm" 2>/dev/null)" ]
}

# start NAME COMMAND...: runs a daemon in a session of its own, its log and pid in its state folder; in the network namespace
# NETNS, where that is set.
start() {
  local name=$1
  shift
  mkdir -p "$RUN/$name"
  setsid nohup ${NETNS:+nsenter "--net=/run/netns/$NETNS"} "$@" </dev/null >"$RUN/$name/log" 2>&1 &
  echo $! >"$RUN/$name/pid"
  basename "$1" | cut -c1-15 >"$RUN/$name/comm"
}

# await NAME COMMAND...: until COMMAND succeeds, AWAIT_SECONDS or half a minute at most, or less if the daemon dies.
await() {
  local name=$1 i
  shift
  for ((i = 0; i < 5 * ${AWAIT_SECONDS:-30}; i++)); do
    "$@" >/dev/null 2>&1 && return
    # setsid's fork needs a moment to become the daemon, so a missing process counts only after that.
    [ "$i" -gt 10 ] && ! running "$name" && break
    sleep 0.2
  done
  tail -n 15 "$RUN/$name/log" >&2
  fail "$name did not come up"
}

# stop NAME: ends what `start NAME` started, and waits until it is gone.
stop() {
  local name=$1 pid i
  if running "$name"; then
    pid=$(cat "$RUN/$name/pid")
    kill "$pid"
    for ((i = 0; i < 100; i++)); do running "$name" || break; sleep 0.2; done
    running "$name" && kill -KILL "$pid"
  fi
  rm -f "$RUN/$name/pid" "$RUN/$name/comm"
}

# registry_digest NAME:TAG: digest of what the local registry has under that name; empty when it has nothing.
registry_digest() {
  local types='application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json,
    application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.docker.distribution.manifest.v2+json'
  curl -fsS -I -H "Accept: ${types//$'\n'/}" "http://$REGISTRY/v2/${1%:*}/manifests/${1##*:}" 2>/dev/null |
    tr -d '\r' | awk -F ': ' 'tolower($1) == "docker-content-digest" {print $2}'
}
