from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from seed_shop.web import create_app


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """The app, with a stylesheet of our own: these tests need no gulp."""
    (tmp_path / "site.css").write_text("body { color: green }")
    with TestClient(create_app(tmp_path)) as client:
        yield client
