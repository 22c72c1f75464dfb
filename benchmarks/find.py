"""How does finding a course grow with the catalogue? ``make bench`` measures 30 editions against 3,000 of 400 courses.

Makes both catalogues in databases of their own, asks for the same pages of each and writes a table: queries, and the
milliseconds of the quickest answer. The issue's limits are six queries, and twice the time. On SQLite, or on PostgreSQL
under ``python -m academy.testing.services -- python benchmarks/find.py``.
"""

import os
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

from catalogue.benchmark import load_catalogue  # noqa: E402
from catalogue.selectors.offers import REMEMBERED  # noqa: E402

SIZES = ((30, 30), (400, 3000))
ROUNDS = 40
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

    The visitor's cookie is one with which no page is kept, so that each is made anew.
    """
    client, times = Client(), []
    client.cookies["messages"] = "none"
    REMEMBERED.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/en/courses/{page}").status_code == 200
        count = len(queries)
    for _round in range(ROUNDS):
        since = time.perf_counter()
        client.get(f"/en/courses/{page}")
        times.append(time.perf_counter() - since)
    return count, min(times) * 1000


def main() -> None:
    """Measure both sizes and write the table."""
    found: dict[str, list[tuple[int, float]]] = {page: [] for page in PAGES}
    for courses, editions in SIZES:
        runner = get_runner(settings)(verbosity=0, interactive=False)
        names = runner.setup_databases()
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        since = time.perf_counter()
        load_catalogue(courses=courses, editions=editions, years=10)
        made = time.perf_counter() - since
        print(f"{connection.vendor}: {editions} editions of {courses} courses, made and indexed in {made:.1f} s")
        for page in PAGES:
            found[page].append(measure(page))
        runner.teardown_databases(names)
    print("\n| page | queries | 30 editions | 3,000 editions | times |\n| --- | --- | --- | --- | --- |")
    for page, ((_few, small), (queries, large)) in found.items():
        print(f"| /courses/{page} | {queries} | {small:.0f} ms | {large:.0f} ms | {large / small:.1f} |")


if __name__ == "__main__":
    main()
