#!/usr/bin/env bash
# contextfiles.sh
#
# Builds contextfiles (what a build sends of a folder, by BuildKit's own code; see contextfiles/main.go), unless it was
# built from these sources before, and prints the path of the binary.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# Its version is that of its sources, so that a changed one is never mistaken for the one built last.
version=$(cd "$TOOLS/contextfiles" && cat go.mod go.sum ./*.go | sha256sum | cut -c1-12)
go_build "$TOOLS/contextfiles" "$CACHE/contextfiles-$version/contextfiles" .
echo "$CACHE/contextfiles-$version/contextfiles"
