import bottle

app = bottle.Bottle()


@app.get("/songs")
def songs():
    return {"songs": ["Waterloo"]}
