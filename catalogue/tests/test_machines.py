"""What machines read: calendars, the feed and the sitemap."""

from datetime import date, timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from django.test import Client
from icalendar import Calendar

from academy import clock
from catalogue.models import Edition
from catalogue.operations.publish import note_published
from catalogue.tests import build

pytestmark = pytest.mark.django_db
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def calendar(client: Client, address: str) -> Calendar:
    """The calendar at the address, as icalendar reads it."""
    answer = client.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


@pytest.mark.usefixtures("loaded")
def test_the_calendar_has_each_period_and_the_deadline(client: Client) -> None:
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


@pytest.mark.usefixtures("loaded")
def test_an_edition_whose_phases_are_not_known_is_one_event(client: Client) -> None:
    found = calendar(client, "/en/courses/academy-on-labour-migration/academy-2023-online/calendar.ics")
    assert [event.start for event in found.events] == [date(2023, 7, 10)]


@pytest.mark.usefixtures("loaded")
def test_an_edition_without_days_has_no_calendar(client: Client) -> None:
    address = "/en/courses/measuring-labour-migration/measuring-self-guided/"
    assert client.get(address).status_code == 200
    assert client.get(f"{address}calendar.ics").status_code == 404


@pytest.mark.usefixtures("loaded")
def test_the_calendar_of_all_coming_editions_can_be_subscribed_to(client: Client) -> None:
    build.open_edition(code="A9900001")
    build.open_edition(code="A9900002", starts_in=90)
    build.open_edition(code="A9900003", published=False)
    build.open_edition(code="A9900004", cancelled=True)
    found = calendar(client, "/fr/calendar.ics")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n" in found.to_ical()
    assert found["x-wr-calname"]
    uids = [str(event["uid"]) for event in found.events]
    assert len(uids) == len(set(uids))
    assert {uid.split("-")[0] for uid in uids} >= {"A9900001", "A9900002"}
    assert not [uid for uid in uids if uid.startswith(("A9900003", "A9900004", "A9718056"))]
    assert all(str(event["url"]).split("/")[3] == "fr" for event in found.events)


def test_the_calendar_of_nothing_is_a_calendar(client: Client) -> None:
    assert calendar(client, "/en/calendar.ics").events == []


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_feed_names_new_editions_newest_first(client: Client, language: str) -> None:
    build.open_edition(code="A9900001")
    note_published(now=clock.now() - timedelta(days=3))
    build.open_edition(code="A9900002")
    build.open_edition(code="A9900003", published=False)
    note_published(now=clock.now())
    build.open_edition(code="A9900004")
    answer = client.get(f"/{language}/editions.atom")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.content)
    assert not found.bozo
    assert found.feed.language == language
    addresses = [entry.link for entry in found.entries]
    assert [address.rstrip("/").rpartition("/")[2] for address in addresses] == ["A9900002", "A9900001"]
    assert [entry.id for entry in found.entries] == addresses
    assert {link.href.partition("/editions")[0][-2:] for link in found.feed.links if link.rel == "self"} == {language}
    newest = Edition.objects.get(code="A9900002").published_at
    assert newest
    assert found.entries[0].updated_parsed[:5] == newest.utctimetuple()[:5]


def test_a_feed_entry_keeps_its_moment(client: Client) -> None:
    edition = build.open_edition()
    note_published(now=clock.now() - timedelta(days=3))
    edition.refresh_from_db()
    note_published(now=clock.now())
    first = edition.published_at
    edition.refresh_from_db()
    assert edition.published_at == first


@pytest.mark.usefixtures("loaded")
def test_the_sitemap_names_every_page_in_every_language(client: Client) -> None:
    build.open_edition(code="A9900002", published=False)
    build.open_edition(code="A9900003", demonstration=True)
    urls = ElementTree.fromstring(client.get("/sitemap.xml").content)
    there = {str(url.findtext(f"{SITEMAP}loc")).removeprefix("http://testserver") for url in urls}
    for language in ("en", "fr", "es"):
        assert f"/{language}/diploma/" in there
        assert f"/{language}/courses/academy-on-labour-migration/A9718056/" in there
        assert f"/{language}/courses/academy-on-labour-migration/A9900002/" not in there
        assert f"/{language}/courses/academy-on-labour-migration/A9900003/" not in there
    for url in urls:
        alternates = {link.get("hreflang"): str(link.get("href")) for link in url.findall(f"{XHTML}link")}
        assert set(alternates) == {"en", "fr", "es", "x-default"}
        assert all(f"/{language}/" in alternates[language] for language in ("en", "fr", "es"))
