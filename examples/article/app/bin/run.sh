#!/bin/sh
# Serves the shop on $PORT, or 8000.
set -eu
cd "$(dirname "$0")/.."

# exec: uvicorn takes the place of this shell, and so receives the signals
# meant for it. It gives requests under way three seconds to finish.
exec uvicorn seed_shop.asgi:app \
    --host 0.0.0.0 \
    --port "${PORT:-8000}" \
    --timeout-graceful-shutdown 3
