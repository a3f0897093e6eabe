#!/usr/bin/env bash
# compose.sh: Docker Compose, built from a Go module (compose/go.mod) where it is not yet; prints its path.
# It runs by itself (`docker-compose config`), and as `docker compose` where the client's plugins are.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

out=$CACHE/compose-$COMPOSE_VERSION/docker-compose
go_build "$TOOLS/compose" "$out" github.com/docker/compose/v5/cmd "-X github.com/docker/compose/v5/internal.Version=v$COMPOSE_VERSION"
printf '%s\n' "$out"
