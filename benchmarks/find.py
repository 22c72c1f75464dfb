"""How does finding a course grow with the catalogue? ``make bench`` measures 30 editions against 3,000 of 400 courses.

Makes both catalogues in databases of their own, asks for the same pages of each and keeps a table: queries, and the
milliseconds of the quickest answer. The issue's limits are six queries, and twice the time. Measures PostgreSQL under
``python -m academy.testing.services -- python benchmarks/find.py``, and then SQLite in a process of its own.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "academy.testing.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, get_runner  # noqa: E402

from benchmarks.figures import keep  # noqa: E402
from catalogue.benchmark import load_catalogue  # noqa: E402
from catalogue.selectors.offers import REMEMBERED  # noqa: E402

SIZES = ((30, 30), (400, 3000))
ROUNDS = 100
PAGES = (
    "",
    "?text=migration",
    "?text=fair+recruitment+turin",
    "?open_only=on&language=fr",
    "?archive=on",
    "?archive=on&sort=deadline&text=policy",
    "?text=recrutiment&language=es",
)


def measure(page: str) -> tuple[int, float]:
    """Queries of the first answer, and the quickest of ROUNDS in milliseconds: what else runs only slows down.

    On SQLite everything happens in this process, so there it is the processor's time, which others do not slow down.
    The visitor's cookie is one with which no page is kept, so that each is made anew.
    """
    client, times = Client(), []
    clock = time.thread_time if connection.vendor == "sqlite" else time.perf_counter
    client.cookies["messages"] = "none"
    REMEMBERED.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/en/courses/{page}").status_code == 200
        count = len(queries)
    for _round in range(ROUNDS):
        since = clock()
        client.get(f"/en/courses/{page}")
        times.append(clock() - since)
    return count, min(times) * 1000


def measured() -> list[list[str]]:
    """A row for each page: the database, the page, queries, milliseconds for each size, and how many times as long."""
    found: dict[str, list[tuple[int, float]]] = {page: [] for page in PAGES}
    for courses, editions in SIZES:
        runner = get_runner(settings)(verbosity=0, interactive=False)
        names = runner.setup_databases()
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        load_catalogue(courses=courses, editions=editions, years=10)
        for page in PAGES:
            found[page].append(measure(page))
        runner.teardown_databases(names)
    name = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}[connection.vendor]
    return [
        [name, f"/courses/{page}", str(queries), f"{small:.0f}", f"{large:.0f}", f"{large / small:.1f}"]
        for page, ((_few, small), (queries, large)) in found.items()
    ]


def on_sqlite() -> list[list[str]]:
    """The same rows from a process that knows of no server."""
    alone = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    command = [sys.executable, __file__, "--print"]
    said = subprocess.run(command, env=alone, check=True, capture_output=True, text=True).stdout
    rows: list[list[str]] = json.loads(said.splitlines()[-1])
    return rows


def main() -> None:
    """Measure and keep; with ``--print``, measure the database in use and print the rows."""
    rows = measured()
    if "--print" in sys.argv:
        print(json.dumps(rows))
        return
    rows += on_sqlite() if connection.vendor == "postgresql" else []
    about = (
        f"The quickest of {ROUNDS} answers with 30 editions of 30 courses and with 3,000 of 400, with a cookie with "
        "which no page is kept, so that each is made anew. On SQLite the processor's time."
    )
    heads = ["database", "page", "queries", "30 editions, ms", "3,000 editions, ms", "times"]
    keep("find", about, heads, rows, {f"{row[0]} {row[1]}": float(row[5]) for row in rows})


if __name__ == "__main__":
    main()
