from flask import Flask, jsonify


def create_app(name):
    app = Flask(__name__)
    app.config["NAME"] = name

    @app.get("/bread")
    def bread():
        return jsonify(bread="rye", config=app.config["NAME"])

    return app
