#!/usr/bin/env bash
# chromium.sh
#
# Installs Debian's chromium-headless-shell unless it is there, and prints its path: what draws the pages and pictures that the
# command writes. Run as root.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

apt_install chromium-headless-shell chromium-headless-shell
command -v chromium-headless-shell
