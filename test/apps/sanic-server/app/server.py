from sanic import Sanic
from sanic.response import json

app = Sanic("ferry")


@app.get("/sailings")
async def sailings(request):
    return json({"next": "10:30"})


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8888, debug=True)
