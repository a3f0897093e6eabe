"""The routes of the shop."""

import calendar
import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from . import catalogue
from .database import DatabaseDown, ping
from .versions import versions

# Written by "gulp build", next to this package.
STATIC_DIR = Path(__file__).parent.parent / "static_final"

templates = Jinja2Templates(directory=Path(__file__).parent / "templates")


def month_of(request: Request) -> int | None:
    """Return the month asked for with ?month=, or None without one."""
    text = request.query_params.get("month", "")
    if not text:
        return None
    if text not in map(str, range(1, 13)):
        raise HTTPException(400, "month must be a number from 1 to 12")
    return int(text)


async def home(request: Request) -> Response:
    month = month_of(request)
    context = {
        "catalogue": catalogue.render(month),
        "month": month,
        "month_names": list(enumerate(calendar.month_name))[1:],
        "versions": versions(),
    }
    return templates.TemplateResponse(request, "home.html", context)


async def lbheartbeat(request: Request) -> Response:
    """Liveness: the process answers. It looks at nothing else."""
    return PlainTextResponse("ok")


# Not async: Starlette runs it in a thread, where waiting for the database
# does not hold up the other requests.
def heartbeat(request: Request) -> Response:
    """Readiness: what a page needs works, and so does the database, if set."""
    checks = {"catalogue": "ok", "database": "not configured"}
    if "Broad bean" not in catalogue.render():
        checks["catalogue"] = "failed"
    if dsn := os.environ.get("DATABASE_URL"):
        try:
            ping(dsn)
            checks["database"] = "ok"
        except DatabaseDown:
            checks["database"] = "failed"
    failed = "failed" in checks.values()
    return JSONResponse(
        {"status": "failed" if failed else "ok", "checks": checks},
        status_code=503 if failed else 200,
    )


def create_app(static_dir: Path = STATIC_DIR) -> Starlette:
    # StaticFiles raises if the directory is missing, so an image without its
    # assets fails at start rather than serving a bare page.
    return Starlette(
        routes=[
            Route("/", home),
            Route("/__lbheartbeat__", lbheartbeat),
            Route("/__heartbeat__", heartbeat),
            Mount("/static", StaticFiles(directory=static_dir)),
        ]
    )
