"""What uvicorn loads: the app, and how the process takes SIGTERM."""

import signal
import sys
from types import FrameType

from .web import create_app


def _leave(signum: int, frame: FrameType | None) -> None:
    sys.exit(0)


# uvicorn handles SIGTERM while it serves. Once it has shut down, it restores
# the handler it found and raises the signal again, which by default would end
# the process as killed (143). Being told to stop is no failure, so exit with 0.
signal.signal(signal.SIGTERM, _leave)

app = create_app()
