"""The number under which everything that happens for one request, or for one job, is found in the logs."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

NONE = "-"
FIT = re.compile(r"[A-Za-z0-9-]{8,64}\Z")
current: ContextVar[str] = ContextVar("trace", default=NONE)


def fresh(given: str = "") -> str:
    """The number that the proxy before us gave, where it is one; else a new one."""
    return given if FIT.match(given) else secrets.token_hex(8)


@contextmanager
def following(number: str) -> Iterator[None]:
    """Whatever is logged inside carries the number."""
    before = current.set(number)
    try:
        yield
    finally:
        current.reset(before)
