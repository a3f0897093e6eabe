import argparse
import os

import bottle
from waitress import serve

from coat_check.store import coats


def main():
    parser = argparse.ArgumentParser(prog="coat-check")
    parser.add_argument("--verbose", action="store_true")
    parser.parse_args()
    app = bottle.Bottle()
    app.get("/coats", callback=coats)
    serve(app, host="0.0.0.0", port=int(os.environ.get("PORT", 9090)))


if __name__ == "__main__":
    main()
