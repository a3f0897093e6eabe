"""Serves the app: python -m tea_of_the_day"""

import os
import signal
import sys
from types import FrameType

import uvicorn

from .web import app


def leave(signum: int, frame: FrameType | None) -> None:
    sys.exit(0)


# Once uvicorn has shut down, it raises SIGTERM again for the handler that was
# there before its own. The default one would report the process as killed.
signal.signal(signal.SIGTERM, leave)

uvicorn.run(
    app,
    host="0.0.0.0",
    port=int(os.environ.get("PORT", "8000")),
    timeout_graceful_shutdown=3,
)
