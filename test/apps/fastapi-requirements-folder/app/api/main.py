from fastapi import FastAPI

from api.rooms import router

app = FastAPI(title="Rooms")
app.include_router(router)
