"""Narrowing the list of courses down."""

from typing import Any

import pytest
from django.test import Client

from catalogue.models import Course
from catalogue.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def offer() -> None:
    """Two courses: the Academy with an open blended edition and a closed one online, and one without an edition."""
    build.open_edition(code="OPEN1")
    build.open_edition(code="SHUT2", closes_in=-1, delivery="online", languages=["en"], electives=0)
    Course.objects.create(
        slug="fair-recruitment",
        title="Fair recruitment",
        title_fr="Recrutement équitable",
        abbreviation="FR",
        summary="Agencies and the law.",
        position=2,
    )


def found(client: Client, site: str = "en", **query: Any) -> set[str]:
    """Which of the two courses and two editions the list shows."""
    text = client.get(f"/{site}/courses/", query).content.decode()
    keys = {"academy": 'id="academy-on-labour-migration"', "fair": 'id="fair-recruitment"'}
    return {name for name, mark in (keys | {code: f"/{code}/" for code in ("OPEN1", "SHUT2")}).items() if mark in text}


EVERYTHING = {"academy", "fair", "OPEN1", "SHUT2"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, EVERYTHING),
        ({"text": "agencies law"}, {"fair"}),
        ({"text": "GOVERNANCE"}, {"academy", "OPEN1", "SHUT2"}),
        ({"text": "elective 3"}, {"academy", "OPEN1", "SHUT2"}),
        ({"text": "shut2"}, {"academy", "OPEN1", "SHUT2"}),
        ({"text": "law nowhere"}, set()),
        ({"subject": "fair-recruitment"}, {"fair"}),
        ({"subject": "protection"}, {"academy", "OPEN1", "SHUT2"}),
        ({"language": "fr"}, {"academy", "OPEN1"}),
        ({"delivery": "online"}, {"academy", "SHUT2"}),
        ({"open_only": "on"}, {"academy", "OPEN1"}),
        ({"open_only": "on", "delivery": "online"}, set()),
        ({"subject": "no-such", "language": "xx", "delivery": "by-balloon", "text": "x" * 101}, EVERYTHING),
        ({"page": "7", "utm": "x"}, EVERYTHING),
    ],
)
def test_the_list_shows_what_fits(client: Client, query: dict[str, str], expected: set[str]) -> None:
    assert found(client, **query) == expected


def test_words_are_found_in_the_language_of_the_page_and_in_english(client: Client) -> None:
    assert found(client, site="fr", text="équitable") == {"fair"}
    assert found(client, site="fr", text="fair") == {"fair"}
    assert found(client, site="en", text="équitable") == set()


def test_the_form_keeps_what_was_asked_and_forgets_what_makes_no_sense(client: Client) -> None:
    text = client.get("/en/courses/", {"text": "law", "delivery": "by-balloon"}).content.decode()
    assert 'value="law"' in text
    assert ">by-balloon" not in text and 'value="by-balloon"' not in text
    assert '<p class="meta" role="status">One course, 0 coming editions</p>' in text
