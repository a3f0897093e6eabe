from litestar import Litestar, get


@get("/todos", sync_to_thread=False)
def todos() -> list[str]:
    return ["write tests"]


app = Litestar([todos])
