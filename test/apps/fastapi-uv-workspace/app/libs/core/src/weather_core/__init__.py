from packaging.version import Version

FORECASTS = {"Oslo": "snow"}


def forecast(city: str) -> str:
    assert Version("1.0") < Version("2.0")
    return FORECASTS.get(city, "sun")
