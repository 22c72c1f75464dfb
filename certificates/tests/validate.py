"""Every page and letter through the Nu HTML checker; ``make validate`` runs it, as it needs Java.

Public pages are read in every language; all that the table of access names is read by each role that may, and a
person's own pages in the states through which applications and places go.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.letters.models import Letter
from academy.testing.cast import browser
from catalogue.models import Interest
from catalogue.operations import interest
from catalogue.operations.load import load_catalogue
from catalogue.operations.publish import note_published
from certificates.tests import test_access as access
from certificates.tests.build import issued
from enrolment.models import Place
from enrolment.operations import substitute
from enrolment.tests import build
from enrolment.views import steps

# Signing out ends the walk, and a part of a page is no page.
LEFT_OUT = ("account_logout", "certificates:note_progress", "admin:certificates_informationnote_progress")
MANY = 300  # pages behind the sign-in, at least
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ALSO = [
    *("courses/?text=nothing-fits", "courses/?open_only=on&language=fr", "courses/?page=9999"),
    *("courses/academy-on-labour-migration/tell-me/", "tell-me/nonsense/", "tell-me/nonsense/leave/", "nothing-here/"),
    *("account/login/", "account/signup/", "account/password/reset/", "verify/", "verify/?number=x", "style/"),
]


def addresses(client: Client) -> list[str]:
    """All addresses of the sitemap, and what it does not name."""
    urls = ElementTree.fromstring(client.get("/sitemap.xml").content)
    named = [str(url.findtext(f"{SITEMAP}loc")).partition("testserver")[2] for url in urls]
    return named + [f"/{language}/{address}" for language, _name in settings.LANGUAGES for address in ALSO]


# One of everything and a person for each role, as the table of access has them.
world, people, quick = access.world, access.people, access.quick


@pytest.mark.django_db
def test_every_page_and_letter_is_valid_html(client: Client, tmp_path: Path) -> None:
    load_catalogue()
    certificate = issued(build.open_edition())
    note_published(now=clock.now())
    wish = Interest.objects.create(
        email="c@example.org", course=certificate.place.edition.course, language="en", asked_at=clock.now()
    )
    interest.write("catalogue/asked", wish)
    interest.tell_one(wish, certificate.place.edition, now=clock.now())
    own = [f"/en/tell-me/{interest.token_of(wish)}/{end}" for end in ("", "leave/")]
    for address in [*addresses(client), *own, certificate.get_absolute_url()]:
        keep(tmp_path, client, address)
    for letter in Letter.objects.exclude(html=""):
        (tmp_path / f"letter-{letter.pk}.html").write_text(f"<!-- {letter.name} -->{letter.html}", encoding="utf-8")
    found = complaints(tmp_path)
    assert not found, "\n".join(found)


@pytest.mark.django_db
def test_every_page_behind_the_sign_in_is_valid_html(
    world: dict[str, Any], people: dict[str, User | None], tmp_path: Path
) -> None:
    for role, person in people.items():
        client = browser(person)
        for name in access.table():
            if name not in LEFT_OUT:
                keep(tmp_path, client, access.address(name, world), role)
    amina, ada = people["applicant"], people["administrator"]
    assert amina and ada
    for person, address in states(amina, ada):
        keep(tmp_path, browser(person), address, "in many states")
    found = complaints(tmp_path)
    assert len(list(tmp_path.iterdir())) > MANY
    assert not found, "\n".join(found)


def states(amina: User, ada: User) -> Iterator[tuple[User, str]]:
    """Amina's pages while she applies, has a place and gives it up, and the desk's pages of each, read by Ada."""
    coming, answering = build.open_edition(code="A9900003"), build.open_edition(code="A9900004", answer_days=7)
    draft = build.draft(amina, build.open_edition(code="A9900005"), **build.SPONSOR)
    yield from ((amina, steps.url(draft, name)) for name in steps.keys(draft))
    offer = build.offered(amina, answering, by=ada)
    yield amina, reverse("enrolment:offer", args=[offer.application_id])
    place = build.place(amina, coming, by=ada)
    yield from of_place(place, amina, ada)
    named = substitute.name(place, name="Bo", email="bo@example.org", language="en", by=amina, now=clock.now())
    yield from of_place(place, amina, ada)
    yield amina, reverse("enrolment:stand_in", args=[substitute.token_of(named)])


def of_place(place: Place, amina: User, ada: User) -> Iterator[tuple[User, str]]:
    """All pages of a place."""
    for name in ("place", *access.OF_A_PLACE):
        yield amina, reverse(name if ":" in name else f"enrolment:{name}", args=[place.pk])
    yield ada, reverse("admin:enrolment_place_change", args=[place.pk])


def keep(folder: Path, client: Client, address: str, reader: str = "anyone") -> None:
    """Write down what the reader gets there, when it is a page."""
    answer = client.get(address)
    if answer.streaming:
        answer.getvalue()
    elif answer.content and answer["Content-Type"].startswith("text/html"):
        name = f"{len(list(folder.iterdir())):04}.html"
        (folder / name).write_bytes(f"<!-- {address} as {reader} sees it -->".encode() + answer.content)


def complaints(folder: Path) -> list[str]:
    """What the checker finds in the files of ``folder``, each once, with the page that has it."""
    options = ("--skip-non-html", "--no-langdetect", "--format", "json")
    command = ["java", "-Xss4m", "-jar", os.environ["VNU"], *options, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found: dict[str, str] = {}
    for one in json.loads(done.stderr)["messages"]:
        page = Path(one["url"].removeprefix("file:")).read_text(encoding="utf-8").partition("-->")[0]
        found.setdefault(one["message"], f"{one['type']}: {one['message']} | {one.get('extract', '')} | {page}")
    return list(found.values())
