#!/usr/bin/env bash
# actionlint.sh
#
# Builds actionlint, which checks workflows of GitHub Actions, unless it is there, and prints the path of the binary.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

go_install "$CACHE/actionlint-$ACTIONLINT_VERSION/actionlint" "github.com/rhysd/actionlint/cmd/actionlint@v$ACTIONLINT_VERSION"
echo "$CACHE/actionlint-$ACTIONLINT_VERSION/actionlint"
