"""The catalogue for programs, held against its own description."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as bounds
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator

from catalogue.models import Course, Edition
from catalogue.tests import build
from catalogue.views.api import described

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
OPERATIONS = ["listCourses", "readCourse", "readEdition"]
TRIES = 60


@pytest.fixture
def catalogue(loaded: None) -> None:
    """All courses, and one edition of every kind of status that a day can have."""
    build.open_edition(code="A9900001")
    build.open_edition(code="A9900003", cancelled=True, capacity=0)


@pytest.fixture
def schema() -> Iterator[Any]:
    """The description as the site serves it, with the site behind it, in the database connection of this test."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for signal in signals:
        signal.connect(close_old_connections)


def read(client: Client, address: str) -> Any:
    """The data at an address that is there."""
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    return answer.json()


def test_the_description_is_valid_openapi(client: Client) -> None:
    OpenAPIV31SpecValidator(read(client, "/api/v1/openapi.json")).validate()


def test_the_description_names_the_languages_of_the_site() -> None:
    assert described()["components"]["parameters"]["language"]["schema"]["enum"] == LANGUAGES


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_whatever_is_asked_the_answer_is_as_described(schema: Any, operation_id: str) -> None:
    operation = schema.find_operation_by_id(operation_id)

    @given(case=operation.as_strategy(), slug=st.sampled_from(["academy-on-labour-migration", "A9718056", ""]))
    @bounds(
        max_examples=TRIES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def tried(case: Any, slug: str) -> None:
        if slug and case.path_parameters:
            case.path_parameters["slug"] = slug
        case.call_and_validate()

    tried()


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_course_and_edition_is_as_described(schema: Any, language: str) -> None:
    for kind, slugs in (
        ("courses", Course.objects.values_list("slug", flat=True)),
        ("editions", Edition.objects.published().values_list("slug", flat=True)),
    ):
        for slug in slugs:
            operation = schema[f"/api/v1/{kind}/{{slug}}"]["GET"]
            answer = operation.Case(path_parameters={"slug": slug}, query={"language": language}).call_and_validate()
            assert answer.status_code == 200


@pytest.mark.usefixtures("catalogue")
def test_the_language_is_chosen_in_the_address(client: Client) -> None:
    address = "/api/v1/courses/academy-on-labour-migration"
    english, french = (read(client, f"{address}?language={language}") for language in ("en", "fr"))
    assert english["title"] != french["title"]
    assert "/fr/" in french["page"]
    assert client.get(address, headers={"Accept-Language": "fr"}).json() == english
    assert client.get(f"{address}?language=fr")["Content-Language"] == "fr"
    assert client.get(f"{address}?language=de").status_code == 400


@pytest.mark.usefixtures("catalogue")
def test_the_2025_academy_is_told_in_full(client: Client) -> None:
    found = read(client, "/api/v1/editions/A9718056")
    assert (found["starts"], found["ends"], found["status"]) == ("2025-06-30", "2025-08-01", "past")
    assert found["price"]["total"] == "2720.00"
    assert [phase["kind"] for phase in found["phases"]][:2] == ["online", "residential"]
    assert {cost["amount"] for cost in found["cancelling"]} == {"0.00", "1360.00", "2720.00"}


def test_free_seats_are_told(client: Client) -> None:
    edition = build.open_edition(electives=2, capacity=30)
    found = read(client, f"/api/v1/editions/{edition.slug}")
    assert (found["capacity"], found["places_left"]) == (30, 30)
    assert [(one["capacity"], one["places_left"]) for one in found["electives"]] == [(5, 5), (5, 5)]


@pytest.mark.parametrize("address", ["courses/no", "editions/no", "editions/A9900001", "", "courses/", "a%00b"])
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    build.open_edition(code="A9900001", published=False)
    answer = client.get(f"/api/v1/{address}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["status"] == 404


def test_the_catalogue_can_only_be_read(client: Client) -> None:
    assert client.post("/api/v1/courses").status_code == 405


def test_the_answer_sets_no_cookie_and_may_be_read_from_other_sites(client: Client) -> None:
    answer = client.get("/api/v1/courses")
    assert not answer.cookies
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Cookie" not in answer["Vary"]
