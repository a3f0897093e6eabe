#!/usr/bin/env bash
# supply-chain.sh build | up | env
#
# What lists and signs images, built from Go modules; ten minutes for each, so it is no part of .ci/run.
#
#   build  makes syft and cosign into the cache folder, unless they are there
#   up     publishes the image that BuildKit makes SBOMs with (docker/buildkit-syft-scanner:stable-1) in the local registry
#   env    prints shell exports:  eval "$(test/tools/supply-chain.sh env)"
#            SYFT     syft, which lists the packages of images
#            COSIGN   cosign, which signs them
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

SYFT=$CACHE/syft-$SYFT_VERSION/syft
COSIGN=$CACHE/cosign-$COSIGN_VERSION/cosign

build() {
  go_install "$SYFT" "github.com/anchore/syft/cmd/syft@v$SYFT_VERSION"
  go_install "$COSIGN" "github.com/sigstore/cosign/v3/cmd/cosign@v$COSIGN_VERSION"
}

# The version is a tag, too, by which a newer one is noticed here.
up() {
  local name=docker/buildkit-syft-scanner version context
  build
  version=$SYFT_VERSION-$(cat "$TOOLS"/supply-chain/* | sha256sum | cut -c1-12)
  [ -z "$(registry_digest "$name:$version")" ] || return 0
  context=$(mktemp -d)
  cp "$SYFT" "$TOOLS/supply-chain/scan.sh" "$context"
  eval "$("$TOOLS/buildkit.sh" env)"
  docker buildx build --builder "$BUILDER_OWN" --quiet --provenance=false --push -f "$TOOLS/supply-chain/scanner.Dockerfile" \
    -t "$REGISTRY/$name:stable-1" -t "$REGISTRY/$name:$version" "$context" >/dev/null
  rm -rf "$context"
}

case ${1:-} in
  build | up) "$1" ;;
  env) for name in SYFT COSIGN; do printf 'export %s=%q\n' "$name" "${!name}"; done ;;
  *) fail "usage: supply-chain.sh build | up | env" ;;
esac
