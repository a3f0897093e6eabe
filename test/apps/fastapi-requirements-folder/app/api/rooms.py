from fastapi import APIRouter

router = APIRouter(prefix="/rooms")


@router.get("/{number}")
def room(number: int):
    return {"room": number, "free": True}
