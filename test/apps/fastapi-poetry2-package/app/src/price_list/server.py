from fastapi import FastAPI
from price_rules import price

app = FastAPI()


@app.get("/prices/{name}")
def read(name: str) -> dict[str, object]:
    return {"name": name, "price": price(name)}


def main() -> None:
    import uvicorn

    uvicorn.run(app, host="0.0.0.0", port=8000)
