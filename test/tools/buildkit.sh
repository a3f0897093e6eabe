#!/usr/bin/env bash
# buildkit.sh build | up | down | status | seed IMAGE... | env
#
# A current BuildKit beside the engine, and an image registry for both, on this machine alone. buildkitd, buildctl and the
# Dockerfile frontend are built from Go modules (buildkit/go.mod), and so is buildx; the registry is Debian's.
#
#   build   makes the binaries
#   up      starts registry and buildkitd; publishes the frontend as docker/dockerfile:1 and gives it to the engine, too
#   down    stops what `up` started
#   status  exit code 0: both run
#   seed    copies images of the engine into the registry
#   env     prints shell exports:  eval "$(test/tools/buildkit.sh env)"
#             PATH             with docker, buildctl and the engine's own programs in front
#             DOCKER_CONFIG    a client configuration that has buildx, so that `docker build` and `docker buildx` work
#             BUILDX           the buildx binary itself
#             BUILDX_CONFIG    the builders below, and nobody else's
#             BUILDER_ENGINE   name of the builder that is the engine itself (driver docker)
#             BUILDER_OWN      name of the builder that is our buildkitd (driver remote)
#             BUILDKIT_HOST    its address, for buildctl
#             REGISTRY         address of the registry
#
# The registry is the mirror of docker.io for engine and buildkitd, so `FROM python:3.13-slim-trixie` resolves unchanged
# once the image is seeded. `docker build` of anybody else on the machine is not touched.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

BUILDER_OWN=own
# buildx calls the builder of an engine by the name of the client's context.
# shellcheck disable=SC2034 # printed by name
BUILDER_ENGINE=default
# shellcheck disable=SC2034
BUILDX=$BUILDX_BIN/buildx
BUILDKIT_HOST=unix://$RUN/buildkitd/socket
export DOCKER_CONFIG=$RUN/docker-config BUILDX_CONFIG=$RUN/buildx

# Not twice when a caller evaluates `env` again.
case :$PATH: in
  *:"$ENGINE_BIN:$BUILDKIT_BIN":*) ;;
  *) PATH=$ENGINE_BIN:$BUILDKIT_BIN:$PATH ;;
esac

print_env() {
  local name
  for name in PATH DOCKER_CONFIG BUILDX BUILDX_CONFIG BUILDER_ENGINE BUILDER_OWN BUILDKIT_HOST REGISTRY; do
    printf 'export %s=%q\n' "$name" "${!name}"
  done
}

build() {
  local m=github.com/moby/buildkit
  go_build "$TOOLS/buildkit" "$BUILDKIT_BIN/buildctl" $m/cmd/buildctl
  go_build "$TOOLS/buildkit" "$BUILDKIT_BIN/buildkitd" $m/cmd/buildkitd \
    "-X $m/version.Version=v$BUILDKIT_VERSION -X $m/version.Package=$m"
  go_build "$TOOLS/buildkit" "$BUILDKIT_BIN/dockerfile-frontend" $m/frontend/dockerfile/cmd/dockerfile-frontend
  # buildx has its own pins; its module can be installed by version, which BuildKit's (with excludes) refuses.
  if [ ! -x "$BUILDX_BIN/buildx" ]; then
    say "building buildx"
    mkdir -p "$BUILDX_BIN"
    CGO_ENABLED=0 GOBIN=$BUILDX_BIN go install -trimpath -ldflags "-s -w -X github.com/docker/buildx/version.Version=v$BUILDX_VERSION" \
      "github.com/docker/buildx/cmd/buildx@v$BUILDX_VERSION"
  fi
  client
}

# The client's configuration: empty, but for buildx as its plugin.
client() {
  mkdir -p "$DOCKER_CONFIG/cli-plugins"
  ln -sfn "$BUILDX_BIN/buildx" "$DOCKER_CONFIG/cli-plugins/docker-buildx"
}

registry_answers() { curl -fsS -o /dev/null "http://$REGISTRY/v2/"; }

up() {
  apt_install docker-registry docker-registry
  apt_install runc runc
  build
  if ! running registry; then
    mkdir -p "$RUN/registry/data"
    cat >"$RUN/registry/config.yml" <<Y
version: 0.1
log: {level: warn}
storage: {filesystem: {rootdirectory: $RUN/registry/data}, delete: {enabled: true}}
http: {addr: "127.0.0.1:${REGISTRY##*:}"}
Y
    start registry docker-registry serve "$RUN/registry/config.yml"
    await registry registry_answers
    say "registry $REGISTRY started"
  fi
  if ! running buildkitd; then
    mkdir -p "$RUN/buildkitd/data"
    # RUN steps use the machine's network: it alone is sure to reach the package registries.
    cat >"$RUN/buildkitd/config.toml" <<T
root = "$RUN/buildkitd/data"
[grpc]
  address = ["$BUILDKIT_HOST"]
[worker.containerd]
  enabled = false
[worker.oci]
  snapshotter = "overlayfs"
  networkMode = "host"
[registry."docker.io"]
  mirrors = ["$REGISTRY"]
[registry."$REGISTRY"]
  http = true
T
    start buildkitd buildkitd --config "$RUN/buildkitd/config.toml"
    await buildkitd buildctl --addr "$BUILDKIT_HOST" debug workers
    say "buildkitd $BUILDKIT_VERSION started"
  fi
  buildx inspect $BUILDER_OWN >/dev/null 2>&1 || buildx create --name $BUILDER_OWN --driver remote "$BUILDKIT_HOST" >/dev/null
  frontend
}

buildx() { "$BUILDX_BIN/buildx" "$@"; }

# The frontend also gets its version as a tag, by which a newer one is noticed here.
frontend() {
  local name=docker/dockerfile
  [ -n "$(registry_digest "$name:$BUILDKIT_VERSION")" ] ||
    buildx build --builder $BUILDER_OWN --quiet --provenance=false --push -f "$TOOLS/buildkit/frontend.Dockerfile" \
      -t "$REGISTRY/$name:1" -t "$REGISTRY/$name:$BUILDKIT_VERSION" "$BUILDKIT_BIN" >/dev/null
  "$TOOLS/engine.sh" status >/dev/null || return 0
  docker pull --quiet "$name:1" >/dev/null
}

# An image is known to be there by its digest, which the engine gives as its id.
seed() {
  local image name
  for image in "$@"; do
    case $image in
      */*) name=$image ;;
      *) name=library/$image ;;
    esac
    [ "$(registry_digest "$name")" != "$(docker image inspect -f '{{.Id}}' "$image")" ] || continue
    docker tag "$image" "$REGISTRY/$name"
    docker push --quiet "$REGISTRY/$name" >/dev/null
    docker rmi "$REGISTRY/$name" >/dev/null
    say "seeded $image"
  done
}

case ${1:-} in
  build | up) "$1" ;;
  down)
    stop buildkitd
    stop registry
    ;;
  status) running registry && running buildkitd ;;
  env) print_env ;;
  seed)
    shift
    seed "$@"
    ;;
  *) fail "usage: buildkit.sh build | up | down | status | seed IMAGE... | env" ;;
esac
