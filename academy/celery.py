"""The worker's side of the house: ``celery --app academy worker``."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "academy.settings")
app = Celery("academy")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def demand_seal(**_about: Any) -> None:
    """Rather not begin than fail at the first certificate. Of errors in here, Celery heeds none but SystemExit."""
    from academy.seal import seal

    try:
        seal()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from None
