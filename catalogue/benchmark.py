"""A catalogue of any size to measure with: as many courses and editions as the Centre has in so many years.

Texts are made of the words of the real catalogue, each as often as it stands there, so that a search meets common and
rare words as it does in earnest. The same sizes on the same day give the same rows.
"""

import re
from datetime import timedelta
from functools import cache
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import yaml
from django.conf import settings

from academy import clock
from academy.bulk import Row, next_key, pour, settle
from catalogue.demonstration import load_policy
from catalogue.models import (
    Course,
    Edition,
    Elective,
    Passage,
    PassageKind,
    Period,
    Phase,
    PricePart,
    Requirement,
    SearchEntry,
    ThematicArea,
)
from catalogue.operations.index import index_all

DATA = Path(__file__).parent / "data" / "courses"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
DELIVERIES = ("online", "blended", "face-to-face")
PLACES = ("Turin, Italy", "Mexico City, Mexico", "Dakar, Senegal", "Bangkok, Thailand", "Nairobi, Kenya")
AHEAD = 0.1  # of the time that is looked back
SEATS = (46, 70)
AREAS, ELECTIVES = 2, 4
WRITTEN = (Course, ThematicArea, Passage, Edition, Requirement, PricePart, Phase, Period, Elective)


def load_catalogue(*, courses: int, editions: int, years: int) -> None:
    """So many courses and published editions, spread over the ``years`` before today and a while after; indexed."""
    chance = Random(courses)
    of_course = [*range(key := next_key(Course), key + courses)]
    pour(Course, (course_row(chance, pk) for pk in of_course))
    area = next_key(ThematicArea)
    pour(ThematicArea, (area_row(chance, area, number, of_course) for number in range(courses * AREAS)))
    pour(Passage, (passage_row(chance, pk, kind) for pk in of_course for kind in PassageKind.values))
    first = next_key(Edition)
    terms = {"policy_id": load_policy().pk}
    rows = [
        edition_row(chance, first + number, of_course[number % courses], years) | terms for number in range(editions)
    ]
    pour(Edition, rows)
    pour(Requirement, ({"edition_id": row["id"], "kind": "final-assignment", "amount": 1} for row in rows))
    pour(PricePart, chain.from_iterable(price_rows(chance, row) for row in rows))
    phase = next_key(Phase)
    pour(Phase, (phase_row(chance, phase + number, row) for number, row in enumerate(rows)))
    pour(Period, ({"phase_id": phase + n, "starts": row["starts"], "ends": row["ends"]} for n, row in enumerate(rows)))
    electives = [
        elective_row(chance, row, area + AREAS * (number % courses), one)
        for number, row in enumerate(rows)
        if number % courses % 5 == 0
        for one in range(ELECTIVES)
    ]
    pour(Elective, electives)
    settle(*WRITTEN)
    index_all()
    settle(SearchEntry)


@cache
def words(language: str) -> list[str]:
    """Every word of the real courses in that language, as often as it stands there."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(DATA.glob(f"*/{language}.yaml")))
    return re.findall(r"[^\W\d_]{2,}", " ".join(" ".join(strings(yaml.safe_load(text))) for text in texts))


def strings(tree: Any) -> list[str]:
    """All texts of a tree, without its keys."""
    if isinstance(tree, dict | list):
        parts = tree.values() if isinstance(tree, dict) else tree
        return [text for part in parts for text in strings(part)]
    return [str(tree)]


def said(chance: Random, field: str, length: int) -> dict[str, str]:
    """So many words in each language; the column without a language says the same as the first."""
    texts = {f"{field}_{language}": " ".join(chance.choices(words(language), k=length)) for language in LANGUAGES}
    return {field: texts[f"{field}_en"], **texts}


def course_row(chance: Random, pk: int) -> Row:
    """A course; every fourth is an Academy, every third counts for the diploma."""
    facts = {"id": pk, "slug": f"benchmark-{pk}", "abbreviation": f"B{pk}", "position": 100, "gives_certificate": True}
    facts |= {"kind": "course" if pk % 4 else "academy", "diploma_eligible": pk % 3 == 0, "languages": ["en", "fr"]}
    return facts | said(chance, "title", 5) | said(chance, "summary", 30)


def area_row(chance: Random, first: int, number: int, courses: list[int]) -> Row:
    """One of a course's thematic areas."""
    facts = {"id": first + number, "course_id": courses[number // AREAS], "key": f"area-{number}", "position": number}
    return facts | said(chance, "title", 3) | said(chance, "about", 20)


def passage_row(chance: Random, course: int, kind: str) -> Row:
    """One section of a course's page."""
    return {"course_id": course, "kind": kind} | said(chance, "text", 80)


def edition_row(chance: Random, pk: int, course: int, years: int) -> Row:
    """A run of four weeks or so; the last ones still take applications."""
    days = years * 365
    first = clock.today() + timedelta(days=chance.randrange(-days, int(days * AHEAD)))
    code = f"B{pk:07}"
    return {
        "id": pk,
        "course_id": course,
        "slug": code,
        "code": code,
        "delivery": chance.choice(DELIVERIES),
        "languages": chance.choice((["en"], ["en", "fr"], ["fr"], ["es"], ["en", "fr", "es"])),
        "starts": first,
        "ends": first + timedelta(days=chance.randrange(4, 40)),
        "applications_open": first - timedelta(days=200),
        "applications_close": first - timedelta(days=chance.randrange(20, 45)),
        "capacity": chance.randrange(*SEATS),
        "learning_hours": chance.randrange(20, 120),
        "published": True,
        "published_at": clock.start_of_day(first - timedelta(days=210)),
        "demonstration": True,
    }


def price_rows(chance: Random, edition: Row) -> list[Row]:
    """Tuition, and the subsistence where one meets."""
    tuition = {"edition_id": edition["id"], "kind": "tuition", "amount": chance.choice((400, 950, 1800, 2200, 2700))}
    stay = {"edition_id": edition["id"], "kind": "subsistence", "amount": chance.choice((560, 720, 1100))}
    return [tuition] if edition["delivery"] == "online" else [tuition, stay]


def phase_row(chance: Random, pk: int, edition: Row) -> Row:
    """The one phase of a run: online, or in one of the usual places."""
    online = edition["delivery"] == "online"
    place = "eCampus" if online else chance.choice(PLACES)
    facts = {"id": pk, "edition_id": edition["id"], "position": 1, "kind": "online" if online else "residential"}
    return facts | {"place": place} | {f"place_{language}": place for language in LANGUAGES}


def elective_row(chance: Random, edition: Row, area: int, number: int) -> Row:
    """One of an Academy's electives."""
    facts = {"edition_id": edition["id"], "area_id": area, "key": f"elective-{number}", "language": "en"}
    return (
        facts | {"delivery": "online", "capacity": edition["capacity"], "position": number} | said(chance, "title", 4)
    )
