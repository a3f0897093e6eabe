from flask import Flask, redirect

app = Flask(__name__)


@app.get("/")
def index():
    return {"links": {"docs": "/docs"}}


@app.get("/docs")
def docs():
    return redirect("https://docs.example.com/")
