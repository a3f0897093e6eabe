#!/usr/bin/env bash
# mermaid.sh
#
# Fetches the npm package mermaid into the cache folder, unless it is there, and prints the path of its script for browsers. It is
# no dependency of the clone: it is large, and one test asks it.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

folder=$CACHE/mermaid-$MERMAID_VERSION
if [ ! -f "$folder/mermaid.min.js" ]; then
  say "fetching mermaid"
  rm -rf "$folder.new"
  mkdir -p "$folder.new"
  (cd "$folder.new" && npm pack --silent "mermaid@$MERMAID_VERSION" >/dev/null && tar -xzf mermaid-*.tgz package/dist/mermaid.min.js)
  mv "$folder.new/package/dist/mermaid.min.js" "$folder.new/"
  rm -rf "$folder.new/package" "$folder.new"/*.tgz "$folder"
  mv "$folder.new" "$folder"
fi
echo "$folder/mermaid.min.js"
