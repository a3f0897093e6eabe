import pytest
from psycopg2.extensions import libpq_version
from starlette.testclient import TestClient


def test_home_lists_the_whole_catalogue(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "<h1>Hollow Lane Seeds</h1>" in page.text
    assert page.text.count('<li class="seed">') == 6
    assert f"libpq {libpq_version() // 10_000}." in page.text


def test_home_lists_what_is_sown_in_a_month(client: TestClient) -> None:
    may = client.get("/?month=5").text
    assert '<option value="5" selected>May</option>' in may
    assert "Runner bean" in may
    assert "Broad bean" not in may
    assert "Nothing to sow." in client.get("/?month=12").text


@pytest.mark.parametrize("month", ["0", "13", "-1", "may", "05"])
def test_home_refuses_other_months(client: TestClient, month: str) -> None:
    assert client.get("/", params={"month": month}).status_code == 400


def test_static_files_are_served(client: TestClient) -> None:
    css = client.get("/static/site.css")
    assert css.text == "body { color: green }"
    assert css.headers["content-type"].startswith("text/css")


def test_lbheartbeat(client: TestClient) -> None:
    assert client.get("/__lbheartbeat__").text == "ok"


def test_heartbeat_needs_no_database(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    answer = client.get("/__heartbeat__")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "checks": {"catalogue": "ok", "database": "not configured"},
    }


def test_heartbeat_reports_a_database_that_is_down(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nothing listens on port 1.
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/shop")
    answer = client.get("/__heartbeat__")
    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] == "failed"
