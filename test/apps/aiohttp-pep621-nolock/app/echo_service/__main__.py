import sortedcontainers
from aiohttp import web


async def echo(request: web.Request) -> web.Response:
    return web.json_response({"echo": request.match_info["text"], "sorted": sortedcontainers.SortedList([2, 1])[0]})


if __name__ == "__main__":
    app = web.Application()
    app.add_routes([web.get("/{text}", echo)])
    web.run_app(app, host="0.0.0.0", port=8000)
