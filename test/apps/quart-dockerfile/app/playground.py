from quart import Quart

app = Quart("playground")
