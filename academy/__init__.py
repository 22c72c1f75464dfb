"""The ground everyone stands on: people, letters, documents, jobs, time, money and states."""

from academy.celery import app as celery_app

__all__ = ["celery_app"]
