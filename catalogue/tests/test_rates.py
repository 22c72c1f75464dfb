"""Prices for kinds of participants: on the page, for machines, in copies and at the desk."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from academy.testing import cast
from catalogue.models import Edition, Rate
from catalogue.operations.copy import copy_edition
from catalogue.selectors.history import changes_of
from catalogue.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    found = build.open_edition()
    build.add_rate(found, "Living in Turin", tuition="2000.00", field_visits="60.00")
    build.add_rate(found, "Online phases only", tuition="950.00")
    return found


def test_the_page_shows_every_price_in_parts(client: Client, edition: Edition) -> None:
    page = client.get(edition.get_absolute_url()).content.decode()
    tables = re.findall(r"<caption[^>]*>(.*?)</caption>.*?</table>", page, re.DOTALL)
    assert tables[:3] == ["Usual price", "Living in Turin", "Online phases only"]
    for words in ("Field visits", "€60.00", "€2,060.00", "€950.00", "€2,720.00"):
        assert words in page
    french = client.get(edition.get_absolute_url().replace("/en/", "/fr/")).content.decode()
    assert "Living in Turin (fr)" in french
    assert "Visites de terrain" in french


def test_with_one_price_nothing_is_said_of_kinds(client: Client) -> None:
    page = client.get(build.open_edition().get_absolute_url()).content.decode()
    assert "Usual price" not in page
    assert '<caption class="visually-hidden">Price of this edition</caption>' in page


def test_machines_are_told_every_price(client: Client, edition: Edition) -> None:
    told = client.get(reverse("api_edition", args=[edition.slug])).json()
    assert told["price"]["total"] == "2720.00"
    assert told["rates"] == [
        {
            "title": "Living in Turin",
            "total": "2060.00",
            "parts": [{"kind": "tuition", "amount": "2000.00"}, {"kind": "field-visits", "amount": "60.00"}],
        },
        {"title": "Online phases only", "total": "950.00", "parts": [{"kind": "tuition", "amount": "950.00"}]},
    ]
    page = client.get(edition.get_absolute_url()).content.decode()
    block = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[-1])
    offers = [(offer.get("name"), offer["price"]) for offer in block["offers"]]
    assert offers == [(None, "2720.00"), ("Living in Turin", "2060.00"), ("Online phases only", "950.00")]


def test_a_copy_has_the_rates_with_their_parts(edition: Edition) -> None:
    assert edition.starts is not None
    made = copy_edition(edition, code="A9900099", slug="copy", starts=edition.starts + timedelta(days=364))
    said = [(rate.title, [(part.kind, str(part.amount)) for part in rate.parts.all()]) for rate in made.rates.all()]
    assert said == [
        ("Living in Turin", [("tuition", "2000.00"), ("field-visits", "60.00")]),
        ("Online phases only", [("tuition", "950.00")]),
    ]
    assert edition.rates.count() == 2


def test_a_rate_is_made_at_the_desk_with_its_parts_and_kept_in_the_history(edition: Edition) -> None:
    page = cast.browser(cast.administrator())
    url = reverse("admin:catalogue_rate_add")
    form = {"edition": edition.pk, "title_en": "Fellows", "title_fr": "Boursiers", "title_es": "Becarios"}
    form |= {"position": 3, "parts-TOTAL_FORMS": 1, "parts-INITIAL_FORMS": 0}
    empty = page.post(url, form)
    assert empty.status_code == 200
    assert not Rate.objects.filter(title_en="Fellows").exists()
    made = page.post(url, form | {"parts-0-kind": "tuition", "parts-0-amount": "500.00"})
    assert made.status_code == 302
    rate = Rate.objects.get(title_en="Fellows")
    assert [str(part) for part in rate.parts.all()] == ["Tuition: 500.00 EUR"]
    things = [change.thing for change in changes_of(Edition, edition.pk)]
    assert "Rate: Fellows" in things
    assert "Part of the rate: Tuition" in things
