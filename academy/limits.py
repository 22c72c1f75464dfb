"""How often one visitor may do something, counted in the cache that all processes share."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def too_many(request: HttpRequest, deed: str, *, most: int, seconds: int) -> bool:
    """Count one more ``deed`` of the visitor's address; True once there are more than ``most`` in ``seconds``."""
    return counted(f"{deed}:{get_adapter().get_client_ip(request)}", seconds) > most


def counted(key: str, seconds: int) -> int:
    """Count one more under ``key``; the count begins anew ``seconds`` after its first."""
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key)
    except ValueError:  # the time ended between the two lines
        return 1
