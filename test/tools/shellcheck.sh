#!/usr/bin/env bash
# shellcheck.sh
#
# Installs Debian's shellcheck, unless it is there, and prints its path.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

apt_install shellcheck shellcheck >&2
command -v shellcheck
