"""Celery's application is there whenever Django is."""

from .tasks import celery

__all__ = ["celery"]
