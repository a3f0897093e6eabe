"""What the workers do."""

import socket

from celery import shared_task

from .models import Order


@shared_task
def pack(number: str, item: str) -> None:
    """Packs an order: a row with the name of the machine that did it."""
    Order.objects.get_or_create(
        number=number, defaults={"item": item, "packed_by": socket.gethostname()}
    )
