"""Narrowing the list of courses down."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from academy import clock
from academy.kept import Truth
from catalogue.forms import Wanted
from catalogue.models import Course, Edition
from catalogue.operations.index import index_all
from catalogue.selectors.listing import listing
from catalogue.selectors.offers import offers
from catalogue.tests import build
from catalogue.views.wishes import in_the_archive

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
    index_all()


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
        ({"text": "elective 3"}, {"academy", "OPEN1"}),
        ({"text": "shut2"}, {"academy", "SHUT2"}),
        ({"text": "law nowhere"}, set()),
        ({"subject": "fair-recruitment"}, {"fair"}),
        ({"subject": "protection"}, {"academy", "OPEN1", "SHUT2"}),
        ({"language": "fr"}, {"academy", "OPEN1"}),
        ({"delivery": "online"}, {"academy", "SHUT2"}),
        ({"open_only": "on"}, {"academy", "OPEN1"}),
        ({"open_only": "on", "delivery": "online"}, set()),
        ({"subject": "no-such", "language": "xx", "delivery": "by-balloon", "text": "x" * 201}, EVERYTHING),
        ({"page": "7", "utm": "x"}, EVERYTHING),
    ],
)
def test_the_list_shows_what_fits(client: Client, query: dict[str, str], expected: set[str]) -> None:
    assert found(client, **query) == expected


def test_words_are_found_in_the_language_of_the_page_and_in_english(client: Client) -> None:
    assert found(client, site="fr", text="équitable") == {"fair"}
    assert found(client, site="fr", text="fair") == {"fair"}
    assert found(client, site="en", text="équitable") == set()


def page(client: Client, query: Any = None, site: str = "en") -> str:
    """The list for a query."""
    answer = client.get(f"/{site}/courses/", query or {})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_form_keeps_what_was_asked_and_says_what_makes_no_sense(client: Client) -> None:
    text = page(client, {"text": "law", "delivery": "by-balloon"})
    assert 'value="law"' in text
    assert ">by-balloon" not in text and 'value="by-balloon"' not in text
    assert "This is not one of the choices" in text and 'aria-describedby="id_delivery_error"' in text
    assert ">One course, 0 coming editions" in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"since": "2027-02-01", "until": "2027-01-01"}, "This day is before the other one"),
        ({"since": "2027-02-31"}, "Enter a valid date."),
        ({"until": "tomorrow"}, "Enter a valid date."),
        ({"text": "x" * 10_240}, "At most 200 characters, please."),
        ({"text": "a\x00b"}, "Null characters are not allowed."),
        ({"subject": "a\x00b"}, "Null characters are not allowed."),
        ({"language": "xx"}, "This is not one of the choices"),
        ({"place": "The Moon"}, "This is not one of the choices"),
        ({"price": "1"}, "This is not one of the choices"),
        ({"sort": "beauty"}, "This is not one of the choices"),
    ],
)
def test_wrong_input_is_answered_beside_its_field_and_asks_nothing(
    client: Client, query: dict[str, str], said: str
) -> None:
    text = page(client, query)
    assert said in text
    assert 'aria-invalid="true"' in text
    assert found(client, **query) == EVERYTHING


@pytest.mark.parametrize("page_number", ["9999", "0", "-1", "x", "", "\x00"])
def test_a_page_that_is_not_there_is_the_nearest_one(client: Client, page_number: str) -> None:
    assert found(client, page=page_number) == EVERYTHING


@pytest.mark.parametrize(
    "words", ["'; DROP TABLE catalogue_course; --", "<script>alert(1)</script>", "\\ ' : & | ! ( ) *"]
)
def test_signs_in_the_words_do_no_harm(client: Client, words: str) -> None:
    assert "<script>alert" not in page(client, {"text": words})
    assert found(client) == EVERYTHING


@pytest.mark.parametrize(
    "address", ["/xx/courses/", "/en/courses/no/", "/en/courses/academy-on-labour-migration/OPEN1/"]
)
def test_an_address_that_is_not_there_leads_to_the_courses(client: Client, address: str) -> None:
    Edition.objects.filter(code="OPEN1").update(published=False)
    answer = client.get(address, {"text": "law"})
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()
    assert 'href="/en/courses/"' in answer.content.decode()


def test_every_choice_says_how_many_courses_it_gives(client: Client) -> None:
    text = page(client)
    for label in ("English (1)", "French (1)", "Blended (1)", "Online (1)", "Self-guided (0)", "Turin, Italy (1)"):
        assert f">{label}</option>" in text
    assert "Open for applications (1)" in text and "Counts for the diploma (1)" in text
    assert "€2,000.00 (0)" in text and "€3,000.00 (1)" in text
    narrowed = page(client, {"delivery": "online"})
    assert "French (0)" in narrowed and "Blended (1)" in narrowed and "Open for applications (0)" in narrowed


def test_places_prices_days_and_the_diploma_narrow_down(client: Client) -> None:
    first = clock.today() + timedelta(days=60)
    assert found(client, place="Turin, Italy") == {"academy", "OPEN1", "SHUT2"}
    assert found(client, price="3000") == {"academy", "OPEN1", "SHUT2"}
    assert found(client, price="500") == set()
    assert found(client, since=first.isoformat(), until=first.isoformat()) == {"academy", "OPEN1", "SHUT2"}
    assert found(client, until=(first - timedelta(days=1)).isoformat()) == set()
    assert found(client, diploma="on") == {"academy", "OPEN1", "SHUT2"}


def test_past_editions_are_found_when_they_are_asked_for_and_are_never_open(client: Client) -> None:
    build.open_edition(code="PAST3", starts_in=-400, closes_in=-420, applications_open=None)
    assert "/PAST3/" not in page(client)
    with_past = page(client, {"archive": "on"})
    assert "/PAST3/" in with_past and 'data-state="past"' in with_past and "One edition" not in with_past
    assert "/PAST3/" not in page(client, {"archive": "on", "open_only": "on"})


def test_courses_stand_in_the_order_that_was_asked_for(client: Client) -> None:
    later = Course.objects.get(slug="fair-recruitment")
    today = clock.today()
    Edition.objects.create(
        course=later,
        slug="SOON9",
        delivery="online",
        published=True,
        starts=today + timedelta(days=30),
        ends=today + timedelta(days=31),
        applications_open=today,
        applications_close=today + timedelta(days=25),
    )

    def order(**query: str) -> list[str]:
        text = page(client, query)
        return sorted(("academy-on-labour-migration", "fair-recruitment"), key=lambda slug: text.index(f'id="{slug}"'))

    assert order() == ["academy-on-labour-migration", "fair-recruitment"]
    assert order(sort="start") == ["fair-recruitment", "academy-on-labour-migration"]
    assert order(sort="deadline") == ["academy-on-labour-migration", "fair-recruitment"]


def test_an_empty_result_offers_what_is_nearest(client: Client) -> None:
    text = page(client, {"open_only": "on", "delivery": "online"})
    assert "Nothing fits all of that" in text
    assert '<a href="?delivery=online">Without: Open for applications</a> <span class="meta">one course' in text
    assert '<a href="?open_only=on">Without: Online</a>' in text
    assert '<a href="?text=fair+recruitment">fair recruitment</a>' in page(client, {"text": "fair recrutiment"})


def test_an_empty_result_looks_into_the_archive(client: Client) -> None:
    build.open_edition(code="PAST3", starts_in=-400, closes_in=-420, applications_open=None)
    index_all()
    text = page(client, {"text": "past3"})
    assert '<a href="?text=past3&amp;archive=on">Look among past editions too</a>' in text


def test_a_wish_can_be_taken_away(client: Client) -> None:
    text = page(client, {"text": "migration", "language": "fr", "page": "1"})
    assert '<a class="wish" href="?text=migration">' in text
    assert '<a class="wish" href="?language=fr">' in text


def test_long_lists_come_in_pages(client: Client) -> None:
    for number in range(10, 21):
        Course.objects.create(slug=f"more-{number}", title=f"More {number}", abbreviation=f"M{number}", position=9)
    assert 'id="more-17"' in page(client) and 'id="more-18"' not in page(client)
    assert 'id="more-18"' in page(client, {"page": "9999"})


@pytest.mark.parametrize(
    ("query", "most"),
    [({}, 4), ({"text": "migration"}, 5), ({"text": "recrutiment"}, 5), ({"text": "law", "language": "fr"}, 5)],
)
def test_a_page_of_the_list_is_six_queries_at_most(
    client: Client, query: dict[str, str], most: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(most):
        page(client, query)


def test_an_empty_result_reads_past_editions_once_for_all_searches(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    truth = Truth("of this test", frozenset())
    found = listing(Wanted(text="migration", until=date(1999, 1, 1)), offers(clock.today(), archive=False))
    with django_assert_num_queries(2):
        in_the_archive(QueryDict(), found, truth)
    with django_assert_num_queries(0):
        assert in_the_archive(QueryDict(), found, truth) is None


def test_with_the_archive_what_is_to_come_stands_before_what_is_over(client: Client) -> None:
    course = Course.objects.get(slug="academy-on-labour-migration")
    for code, days in (("OLDEST1", -900), ("NEWER2", -300)):
        build.open_edition(code=code, starts_in=days, closes_in=-1)
    course.editions.create(slug="undated", delivery="online", languages=["en"], published=True, archived=True)
    text = client.get("/en/courses/", {"archive": "on", "subject": course.slug}).content.decode()
    places = [text.find(f"/{slug}/") for slug in ("OPEN1", "SHUT2", "NEWER2", "OLDEST1")]
    assert places[:3] == sorted(places[:3]) and places[0] > 0
    assert places[3] == text.find("/undated/") == -1  # a list has room for three
