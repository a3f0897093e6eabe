def coats():
    return {"coats": ["duffle"]}
