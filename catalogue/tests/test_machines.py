"""What machines read: the calendar and the sitemap."""

import json
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from icalendar import Calendar

from catalogue.operations.load import load_catalogue
from catalogue.tests import build

pytestmark = pytest.mark.django_db
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def calendar(client: Client, address: str) -> Calendar:
    """The calendar at the address, as icalendar reads it."""
    answer = client.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def test_the_calendar_has_each_period_and_the_deadline(client: Client) -> None:
    load_catalogue()
    found = calendar(client, "/en/courses/fair-recruitment/A9716204/calendar.ics")
    days = [(event.start, event.end - timedelta(days=1)) for event in found.events]
    assert days == [
        (date(2023, 10, 30), date(2023, 11, 10)),
        (date(2023, 11, 20), date(2023, 11, 24)),
        (date(2023, 11, 13), date(2023, 11, 17)),
        (date(2023, 11, 27), date(2023, 12, 1)),
        (date(2023, 9, 30), date(2023, 9, 30)),
    ]
    assert found.events[2]["location"] == "Mexico City, Mexico"


def test_events_keep_their_identity_in_every_language(client: Client) -> None:
    edition = build.open_edition()
    address = f"{edition.get_absolute_url()}calendar.ics"
    english, french = calendar(client, address), calendar(client, address.replace("/en/", "/fr/"))
    uids = [str(event["uid"]) for event in english.events]
    assert len(set(uids)) == 4
    assert [str(event["uid"]) for event in french.events] == uids
    assert french.events[0]["summary"].params["LANGUAGE"] == "fr"


def test_an_edition_whose_phases_are_not_known_is_one_event(client: Client) -> None:
    load_catalogue()
    found = calendar(client, "/en/courses/academy-on-labour-migration/academy-2023-online/calendar.ics")
    assert [event.start for event in found.events] == [date(2023, 7, 10)]


def test_an_edition_without_days_has_no_calendar(client: Client) -> None:
    load_catalogue()
    address = "/en/courses/measuring-labour-migration/measuring-self-guided/"
    assert client.get(address).status_code == 200
    assert client.get(f"{address}calendar.ics").status_code == 404


def test_the_sitemap_names_every_page_in_every_language(client: Client) -> None:
    load_catalogue()
    build.open_edition(code="A9900002", published=False)
    build.open_edition(code="A9900003", demonstration=True)
    urls = ElementTree.fromstring(client.get("/sitemap.xml").content)
    there = {str(url.findtext(f"{SITEMAP}loc")).removeprefix("http://testserver") for url in urls}
    for language in ("en", "fr", "es"):
        assert f"/{language}/diploma/" in there
        assert f"/{language}/courses/academy-on-labour-migration/A9718056/" in there
        assert f"/{language}/courses/academy-on-labour-migration/A9900002/" not in there
        assert f"/{language}/courses/academy-on-labour-migration/A9900003/" not in there
    alternates = {link.get("hreflang") for link in urls[0].findall(f"{XHTML}link")}
    assert alternates == {"en", "fr", "es", "x-default"}


def test_search_engines_find_the_edition_as_data(client: Client) -> None:
    edition = build.open_edition(title="</script><b>")
    text = client.get(edition.get_absolute_url()).content.decode()
    found = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    instance = found["hasCourseInstance"]
    assert (found["@type"], found["offers"]["price"]) == ("Course", "2720.00")
    assert (instance["name"], instance["startDate"]) == ("</script><b>", str(edition.starts))
    assert instance["location"] == "Turin, Italy"
