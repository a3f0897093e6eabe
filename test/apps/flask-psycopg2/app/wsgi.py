import psycopg2
from flask import Flask

app = Flask(__name__)


@app.get("/")
def driver():
    return {"libpq": psycopg2.__libpq_version__ // 10000}


@app.get("/database")
def database():
    try:
        psycopg2.connect("host=127.0.0.1 port=1 connect_timeout=1")
    except psycopg2.OperationalError as error:
        return {"error": type(error).__name__}
