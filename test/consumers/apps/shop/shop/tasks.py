"""What the worker does."""

import os

from celery import Celery

celery = Celery("shop", broker=os.environ.get("BROKER_URL", "redis://localhost/0"))


@celery.task
def send_receipt(order: int) -> str:
    return f"receipt of order {order}"
