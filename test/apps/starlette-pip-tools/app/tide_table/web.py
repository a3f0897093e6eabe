import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route


async def tides(request):
    return JSONResponse({"port": request.path_params["port"], "high": "04:12"})


app = Starlette(routes=[Route("/tides/{port}", tides)])


def main():
    uvicorn.run("tide_table.web:app", host="127.0.0.1", port=5000, reload=True)


if __name__ == "__main__":
    main()
