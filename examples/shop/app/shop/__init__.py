"""The orders of a candle shop, and the workers that pack them."""

# Django's processes send tasks too, so each of them loads the Celery app.
from .celery import app as celery

__all__ = ["celery"]
