import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from seed_shop.web import STATIC_DIR

RUN = Path(__file__).parent.parent / "bin" / "run.sh"


@pytest.mark.skipif(
    not STATIC_DIR.is_dir(), reason="no static_final: run 'yarn run build' first"
)
def test_sigterm_ends_the_server_without_an_error() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([RUN], env={**os.environ, "PORT": str(port)})
    try:
        wait_for(port)
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=5) == 0
    finally:
        server.kill()


def wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not start within ten seconds")
