#!/bin/sh
# What BuildKit runs for an SBOM: it names the file systems to look at and the folder for the lists.
# https://github.com/moby/buildkit/blob/master/docs/attestations/sbom-protocol.md
set -eu
list() {
  syft scan "dir:$1" --override-default-catalogers image --quiet --output spdx-json=/tmp/sbom.json
  {
    printf '{"_type": "https://in-toto.io/Statement/v0.1", "predicateType": "https://spdx.dev/Document", "predicate": '
    cat /tmp/sbom.json
    printf '}'
  } >"$BUILDKIT_SCAN_DESTINATION/$(basename "$1").spdx.json"
}
list "$BUILDKIT_SCAN_SOURCE"
for extra in "${BUILDKIT_SCAN_SOURCE_EXTRAS:-/none}"/*; do
  [ ! -d "$extra" ] || list "$extra"
done
