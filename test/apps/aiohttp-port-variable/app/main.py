import os

from aiohttp import web

routes = web.RouteTableDef()


@routes.get("/levels")
async def levels(request):
    return web.json_response({"river": "Avon", "metres": 1.2})


def run():
    app = web.Application()
    app.add_routes(routes)
    web.run_app(app, port=int(os.environ.get("PORT", "8080")))


if __name__ == "__main__":
    run()
