import sys

from flask import Flask

app = Flask(__name__)


@app.get("/")
def python():
    return {"python": list(sys.version_info[:2])}
