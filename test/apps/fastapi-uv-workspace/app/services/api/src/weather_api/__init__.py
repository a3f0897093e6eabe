from fastapi import FastAPI
from weather_core import forecast

app = FastAPI()


@app.get("/forecast/{city}")
def read(city: str) -> dict[str, str]:
    return {"city": city, "forecast": forecast(city)}
