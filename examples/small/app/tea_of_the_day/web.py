"""The page, and a route for health checks."""

from datetime import date
from string import Template

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

# Monday first, as date.weekday() counts.
TEAS = ("Assam", "Sencha", "Rooibos", "Darjeeling", "Earl Grey", "Oolong", "Mint")

PAGE = Template("""\
<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Tea of the day</title>
  </head>
  <body>
    <h1>Tea of the day</h1>
    <p>It is $day, so have a cup of $tea.</p>
  </body>
</html>
""")


async def home(request: Request) -> Response:
    today = date.today()
    return HTMLResponse(
        PAGE.substitute(day=f"{today:%A}", tea=TEAS[today.weekday()])
    )


async def health(request: Request) -> Response:
    return PlainTextResponse("ok")


app = Starlette(routes=[Route("/", home), Route("/healthz", health)])
