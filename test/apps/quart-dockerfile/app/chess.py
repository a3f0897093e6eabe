from quart import Quart

app = Quart(__name__)


@app.get("/games/<int:game>")
async def show(game):
    return {"game": game, "moves": ["e4", "e5"]}
