"""What search engines and those who show links read of a page."""

import io
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from academy import clock
from catalogue import picture, structured
from catalogue.models import Course, Edition
from catalogue.operations import picture as operations
from catalogue.tests import build

pytestmark = pytest.mark.django_db
LANGUAGES = ["en", "fr", "es"]
OPEN_GRAPH = {"og:title", "og:description", "og:type", "og:url", "og:image", "og:site_name"}


class Head(HTMLParser):
    """The properties and links of a page's head."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.properties: dict[str, str] = {}
        self.links: list[dict[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "meta" and found.get("property"):
            self.properties[str(found["property"])] = str(found["content"])
        if tag == "link":
            self.links.append(found)


def data(client: Client, address: str) -> dict[str, Any]:
    """The page's block of data."""
    text = client.get(address).content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    return dict(json.loads(block))


def test_an_edition_has_what_search_engines_ask_for(client: Client) -> None:
    edition = build.open_edition(title="</script><b>", learning_hours=40)
    found = data(client, edition.get_absolute_url())
    assert found.keys() >= {"@context", "@type", "name", "description", "provider", "offers", "hasCourseInstance"}
    (instance,) = found["hasCourseInstance"]
    assert instance["name"] == "</script><b>"
    assert instance["@type"] == "CourseInstance"
    assert (instance["startDate"], instance["endDate"]) == (str(edition.starts), str(edition.ends))
    assert (instance["courseMode"], instance["courseWorkload"]) == ("Blended", "PT40H")
    assert instance["courseSchedule"]["repeatFrequency"] == "Weekly"
    assert instance["courseSchedule"]["repeatCount"] == 5
    assert instance["inLanguage"] == ["en", "fr"]
    assert [place["@type"] for place in instance["location"]] == ["Place", "VirtualLocation"]
    assert instance["location"][0]["name"] == "Turin, Italy"


def test_the_offer_names_its_parts_and_the_deadline(client: Client) -> None:
    edition = build.open_edition()
    (offer,) = data(client, edition.get_absolute_url())["offers"]
    assert (offer["category"], offer["price"], offer["priceCurrency"]) == ("Paid", "2720.00", "EUR")
    assert offer["validThrough"] > str(edition.applications_close)
    parts = {part["name"]: part["price"] for part in offer["priceSpecification"]["priceComponent"]}
    assert parts == {"Tuition": "2000.00", "Subsistence": "720.00"}


@pytest.mark.usefixtures("loaded")
def test_a_course_names_its_coming_editions(client: Client) -> None:
    build.open_edition(code="A9900001")
    build.open_edition(code="A9900002", cancelled=True)
    found = data(client, "/en/courses/academy-on-labour-migration/")
    status = {one["identifier"]: one["eventStatus"] for one in found["hasCourseInstance"]}
    assert status == {
        "A9900001": "https://schema.org/EventScheduled",
        "A9900002": "https://schema.org/EventCancelled",
    }
    assert found["educationalCredentialAwarded"]["name"] == "Certificate of Achievement"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("loaded")
def test_every_course_and_edition_is_told_as_data(client: Client, language: str) -> None:
    things: list[Course | Edition] = [*Course.objects.all(), *Edition.objects.published().select_related("course")]
    for thing in things:
        found = data(client, thing.get_absolute_url().replace("/en/", f"/{language}/"))
        assert found["@type"] == "Course"
        assert all(found[name] for name in ("name", "description", "provider", "url", "image"))
        assert None not in found.values()
        for instance in found.get("hasCourseInstance", []):
            assert instance["courseMode"] in ("Online", "Onsite", "Blended")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page_can_be_shown_elsewhere(client: Client, language: str) -> None:
    edition = build.open_edition()
    course = edition.course.get_absolute_url().removeprefix("/en")
    addresses = ["/", "/courses/", "/calendar/", "/diploma/", "/verify/"]
    addresses += [course, f"{course}{edition.slug}/", f"{course}tell-me/"]
    for address in addresses:
        head = Head(client.get(f"/{language}{address}").content.decode())
        assert head.properties.keys() >= OPEN_GRAPH
        assert head.properties["og:url"] == f"{settings.SITE_URL}/{language}{address}"
        shown = client.get(head.properties["og:image"].removeprefix(settings.SITE_URL))
        with Image.open(io.BytesIO(shown.content)) as image:
            assert (image.format, image.size) == ("PNG", (1200, 630))
        feeds = [link for link in head.links if link["rel"] == "alternate" and link.get("type")]
        assert {str(link["type"]): link["href"] for link in feeds} == {
            "application/atom+xml": f"/{language}/editions.atom",
            "text/calendar": f"/{language}/calendar.ics",
        }


def test_a_picture_is_drawn_once_and_again_when_the_facts_change(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[picture.Picture] = []

    def counted(wanted: picture.Picture) -> bytes:
        drawn.append(wanted)
        return picture.draw(wanted)

    monkeypatch.setattr(operations, "draw", counted)
    edition = build.open_edition(code="A9900099")
    address = "/en/courses/academy-on-labour-migration/A9900099/picture.png"
    before = [client.get(address).content for _time in range(3)]
    assert (len(drawn), len(set(before))) == (1, 1)
    edition.title = "Another title"
    edition.save()
    after = [client.get(address).content for _time in range(3)]
    assert len(drawn) == 2
    assert after[0] != before[0]
    assert len(default_storage.listdir("pictures/en/edition/A9900099")[1]) == 1
    assert client.get(address.replace("/en/", "/fr/")).status_code == 200
    assert len(drawn) == 3


@pytest.mark.parametrize("title", ["X", "Migration " * 20, "Wort" * 60])
def test_a_title_of_any_length_is_drawn(title: str) -> None:
    content = picture.draw(picture.Picture("Course", title, "Below", "Foot"))
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (1200, 630)


def test_a_postponed_edition_says_its_former_first_day() -> None:
    edition = build.open_edition(postponed_from=clock.today())
    said = structured.instance(Edition.objects.get(pk=edition.pk))
    assert said["eventStatus"] == "https://schema.org/EventRescheduled"
    assert said["previousStartDate"] == clock.today().isoformat()
