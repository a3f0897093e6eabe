#!/usr/bin/env bash
# flux.sh
#
# Builds the program that makes of manifests what Flux would, by the code of its kustomize-controller (flux/main.go), unless it is there, and
# prints the path of the binary. Flux's own command cannot be built from its Go module, which lacks files that it embeds.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# The version of our own is that of its sources, so that a changed one is never mistaken for the one built last.
FLUX=$CACHE/flux-$(cd "$TOOLS/flux" && cat go.mod go.sum ./*.go | sha256sum | cut -c1-12)/flux

go_build "$TOOLS/flux" "$FLUX" .
echo "$FLUX"
