"""What browsers and proxies may keep."""

import pytest
from django.test import Client

from academy import clock
from academy.testing import cast
from catalogue.operations.publish import note_published
from catalogue.tests import build

pytestmark = pytest.mark.django_db
COURSE = "/en/courses/academy-on-labour-migration/"
PAGES = [
    *("/en/", "/en/courses/?text=migration", "/en/calendar/", "/en/diploma/", "/en/verify/"),
    *(COURSE, f"{COURSE}A9900001/"),
]
DATA = [
    "/sitemap.xml",
    "/robots.txt",
    "/en/calendar.ics",
    "/en/editions.atom",
    "/en/picture.png",
    f"{COURSE}picture.png",
    f"{COURSE}A9900001/picture.png",
    f"{COURSE}A9900001/calendar.ics",
    "/api/v1/openapi.json",
    "/api/v1/courses",
    "/api/v1/courses/academy-on-labour-migration",
    "/api/v1/editions/A9900001",
]


@pytest.fixture(autouse=True)
def edition() -> None:
    """One that the feed has too."""
    build.open_edition(code="A9900001")
    note_published(now=clock.now())


@pytest.mark.parametrize("address", PAGES + DATA)
def test_what_did_not_change_is_not_sent_again(client: Client, address: str) -> None:
    answer = client.get(address)
    again = client.get(address, headers={"If-None-Match": answer["ETag"]})
    assert (answer.status_code, again.status_code, again.content) == (200, 304, b"")
    assert not answer.cookies


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_kept_and_asked_for_again(client: Client, address: str) -> None:
    answer = client.get(address)
    assert set(answer["Cache-Control"].split(", ")) == {"no-cache", "public"}
    assert "Cookie" in answer["Vary"]
    own = cast.browser(cast.applicant()).get(address)
    assert set(own["Cache-Control"].split(", ")) == {"no-cache", "private"}
    assert own["ETag"] != answer["ETag"]


@pytest.mark.parametrize("address", DATA)
def test_data_is_the_same_for_everyone(client: Client, address: str) -> None:
    answer = client.get(address)
    assert "public" in answer["Cache-Control"]
    assert "max-age" in answer["Cache-Control"]
    assert "Cookie" not in answer.get("Vary", "")
    assert cast.browser(cast.applicant()).get(address).content == answer.content
