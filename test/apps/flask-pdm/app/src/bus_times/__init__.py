from flask import Flask


def create_app():
    app = Flask(__name__)

    @app.get("/stops/<name>")
    def stop(name):
        return {"stop": name, "next": ["12:05", "12:20"]}

    return app
