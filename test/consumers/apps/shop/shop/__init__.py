"""The shop that the programs beside this folder deploy."""

from flask import Flask


def create_app() -> Flask:
    app = Flask(__name__)

    @app.get("/healthz")
    def ready() -> str:
        return "ready"

    @app.get("/livez")
    def alive() -> str:
        return "alive"

    return app


app = create_app()
