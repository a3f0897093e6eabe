#!/usr/bin/env bash
# run.sh: makes what the tests need, unless it is there, and runs them (npm run test:supply-chain).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
test/tools/engine.sh up
test/tools/buildkit.sh up
test/tools/bases.sh default
# shellcheck disable=SC2046 # names without spaces
test/tools/buildkit.sh seed $(test/tools/bases.sh list default)
test/tools/supply-chain.sh up
eval "$(test/tools/buildkit.sh env)"
eval "$(test/tools/supply-chain.sh env)"
node scripts/jest.js supply-chain --config test/supply-chain/jest.config.json "$@"
