"""One page, with a template and a style sheet."""

import responder

api = responder.API(static_dir="static", templates_dir="templates")


@api.route("/")
async def home(req, resp):
    resp.html = api.template("home.html", title="Benchmark", rows=range(3))


if __name__ == "__main__":
    api.run(address="0.0.0.0", port=8000)
