#!/usr/bin/env bash
# dockerlint.sh build
#
# Builds dockerlint (BuildKit's own Dockerfile checks and parser, offline; see dockerlint/main.go), unless it was built from
# these sources before, and prints the path of the binary.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[ "${1:-}" = build ] || fail "usage: dockerlint.sh build"
# Its version is that of its sources, so that a changed one is never mistaken for the one built last.
version=$(cd "$TOOLS/dockerlint" && cat go.mod go.sum ./*.go | sha256sum | cut -c1-12)
go_build "$TOOLS/dockerlint" "$CACHE/dockerlint-$version/dockerlint" .
echo "$CACHE/dockerlint-$version/dockerlint"
