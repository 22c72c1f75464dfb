"""How a line of the log looks, and what never stands in one: addresses, since some carry secrets."""

import json
import logging
from datetime import UTC, datetime

from academy.monitoring.trace import current

FACTS = ("method", "route", "status", "milliseconds", "person")


def route_of(request: object) -> str:
    """The pattern of the address (``sponsor/<str:secret>/``), never the address itself."""
    match = getattr(request, "resolver_match", None)
    return match.route if match else "unknown"


class Carry(logging.Filter):
    """Gives each line the number of its request, and takes addresses out of Django's own lines."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every line passes."""
        record.trace = current.get()
        request = getattr(record, "request", None)
        path = getattr(request, "path", None)
        if path and isinstance(record.args, tuple):
            record.args = tuple(route_of(request) if one == path else one for one in record.args)
        return True


class AsJson(logging.Formatter):
    """One object a line: when, how grave, who says it, for which request, and what."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "trace": getattr(record, "trace", "-"),
            "message": record.getMessage(),
        }
        said |= {name: getattr(record, name) for name in FACTS if hasattr(record, name)}
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)
