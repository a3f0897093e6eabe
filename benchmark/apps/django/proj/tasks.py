"""What a worker would do."""

from celery import Celery

celery = Celery("proj", broker="redis://localhost:6379/0")


@celery.task
def add(a: int, b: int) -> int:
    return a + b
