"""``/healthz``: is every part there? ``/livez``: does this process answer? Without a word about anything private."""

from collections.abc import Callable

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpRequest, JsonResponse

from academy.celery import app

ASK_WORKER_EVERY = 5


def database() -> bool:
    """It answers a query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def broker() -> bool:
    """It lets us in."""
    with app.connection_for_read(connect_timeout=2) as link:
        link.ensure_connection(max_retries=1, timeout=2)
    return True


def worker() -> bool:
    """At least one answers; asked at most every five seconds (every second while none answers), whoever asks us."""
    known = cache.get("healthz:worker")
    if known is None:
        known = bool(app.control.ping(timeout=1.0, limit=1))
        cache.set("healthz:worker", known, ASK_WORKER_EVERY if known else 1)
    return bool(known)


def storage() -> bool:
    """It answers whether a file is there."""
    default_storage.exists("healthz")
    return True


PARTS: dict[str, Callable[[], bool]] = {"database": database, "broker": broker, "worker": worker, "storage": storage}


def works(part: Callable[[], bool]) -> bool:
    """Whatever goes wrong means: no."""
    try:
        return part()
    except Exception:
        return False


def healthz(request: HttpRequest) -> JsonResponse:
    """200 when every part works, else 503; the body names each part either way."""
    parts = {name: works(part) for name, part in PARTS.items()}
    well = all(parts.values())
    answer = JsonResponse({"status": "ok" if well else "failing", **parts}, status=200 if well else 503)
    answer["Cache-Control"] = "no-store"
    return answer


def livez(request: HttpRequest) -> JsonResponse:
    """200 as long as this process answers: who watches it starts it anew otherwise, and not because a part is away."""
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})
