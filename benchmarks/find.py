"""How does finding a course grow with the catalogue? ``make bench`` measures 30 editions against 3,000 of 400 courses.

Makes both catalogues in databases of their own, asks for the same pages of each and writes a table: queries, and the
milliseconds of the quickest answer. The issue's limits are six queries, and twice the time. On SQLite, or on PostgreSQL
under ``python -m academy.testing.services -- python benchmarks/find.py``.
"""

import os
import random
import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ |= {"DJANGO_SETTINGS_MODULE": "academy.testing.settings", "FIND_REMEMBERS": "10"}

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, get_runner  # noqa: E402

from academy import clock  # noqa: E402
from catalogue.models import Course, Edition, Elective, Passage, PassageKind, Phase, PricePart, ThematicArea  # noqa: E402
from catalogue.operations.index import index_all  # noqa: E402
from catalogue.selectors.offers import REMEMBERED  # noqa: E402

WORDS = """labour migration policy worker recruitment fair statistics governance protection social security dialogue
employment agency law skills return development remittances trafficking standards convention ministry union employer
bilateral agreement crisis refugee integration climate gender youth domestic work permit visa border mobility region
country census survey indicator data coherence budget evaluation monitoring campaign network facilitation""".split()
DELIVERIES = ("online", "blended", "face-to-face", "self-guided")
PLACES = ("Turin, Italy", "Mexico City, Mexico", "Dakar, Senegal", "Bangkok, Thailand", "Nairobi, Kenya")
SIZES = ((30, 30), (400, 3000))
ROUNDS = 15
PAGES = (
    "",
    "?text=migration",
    "?text=fair+recruitment+turin",
    "?open_only=on&language=fr",
    "?archive=on",
    "?archive=on&sort=deadline&text=policy",
    "?text=recrutiment&language=es",
)


def prose(chance: random.Random, length: int) -> str:
    """So many words."""
    return " ".join(chance.choices(WORDS, k=length))


def in_languages(field: str, text: str) -> dict[str, str]:
    """The same text in every language of the site."""
    return {f"{field}_{language}": text for language, _name in settings.LANGUAGES}


def fill(courses: int, editions: int) -> None:
    """A catalogue of this size: editions from six years ago until eighteen months from now, the same every time."""
    chance, today = random.Random(7), clock.today()
    made = Course.objects.bulk_create(
        Course(
            slug=f"course-{number}",
            abbreviation=f"C{number}",
            diploma_eligible=number % 3 == 0,
            **in_languages("title", prose(chance, 5)),
            **in_languages("summary", prose(chance, 30)),
        )
        for number in range(courses)
    )
    areas = ThematicArea.objects.bulk_create(
        ThematicArea(course=course, key=f"area-{number}", **in_languages("title", prose(chance, 3)))
        for course in made
        for number in range(2)
    )
    Passage.objects.bulk_create(
        Passage(course=course, kind=kind, **in_languages("text", prose(chance, 80)))
        for course in made
        for kind in PassageKind.values
    )
    runs = []
    for number in range(editions):
        first = today + timedelta(days=chance.randrange(-6 * 365, 18 * 30))
        runs.append(
            Edition(
                course=made[number % courses],
                slug=f"E{number:07}",
                code=f"E{number:07}",
                delivery=chance.choice(DELIVERIES),
                languages=chance.sample(["en", "fr", "es"], 2),
                starts=first,
                ends=first + timedelta(days=30),
                applications_open=first - timedelta(days=200),
                applications_close=first - timedelta(days=30),
                published=True,
            )
        )
    runs = Edition.objects.bulk_create(runs)
    PricePart.objects.bulk_create(
        PricePart(edition=run, kind="tuition", amount=chance.choice((400, 1800, 2700))) for run in runs
    )
    Phase.objects.bulk_create(
        Phase(edition=run, position=1, kind="residential", **in_languages("place", chance.choice(PLACES)))
        for run in runs
        if run.delivery in ("blended", "face-to-face")
    )
    Elective.objects.bulk_create(
        Elective(
            edition=run,
            area=areas[2 * (number % courses)],
            key=f"elective-{one}",
            language="en",
            delivery="online",
            capacity=20,
            **in_languages("title", prose(chance, 4)),
        )
        for number, run in enumerate(runs)
        for one in range(4)
    )


def measure(page: str) -> tuple[int, float]:
    """Queries of the first answer, and the quickest of ROUNDS in milliseconds: what else runs only slows down."""
    client, times = Client(), []
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
        fill(courses, editions)
        since = time.perf_counter()
        index_all()
        indexed = time.perf_counter() - since
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"{connection.vendor}: {editions} editions of {courses} courses, indexed in {indexed:.1f} s")
        for page in PAGES:
            found[page].append(measure(page))
        runner.teardown_databases(names)
    print("\n| page | queries | 30 editions | 3,000 editions | times |\n| --- | --- | --- | --- | --- |")
    for page, ((_few, small), (queries, large)) in found.items():
        print(f"| /courses/{page} | {queries} | {small:.0f} ms | {large:.0f} ms | {large / small:.1f} |")


if __name__ == "__main__":
    main()
