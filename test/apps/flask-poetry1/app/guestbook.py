from flask import Flask

import prometheus_client

app = Flask(__name__)
VISITS = prometheus_client.Counter("visits", "Visits of the front page")


@app.get("/")
def index():
    VISITS.inc()
    return {"guests": ["Ada", "Grace"]}


@app.get("/metrics")
def metrics():
    return prometheus_client.generate_latest(), 200, {"Content-Type": "text/plain"}
