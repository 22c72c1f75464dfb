"""Every public page in every language through the Nu HTML checker; ``make validate`` runs it, as it needs Java."""

import json
import os
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client

from academy import clock
from academy.letters.models import Letter
from catalogue.models import Interest
from catalogue.operations import interest
from catalogue.operations.load import load_catalogue
from catalogue.operations.publish import note_published
from certificates.tests.build import issued
from enrolment.tests import build

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
    for number, address in enumerate([*addresses(client), *own, certificate.get_absolute_url()]):
        page = f"<!-- {address} -->".encode() + client.get(address).content
        (tmp_path / f"{number:04}.html").write_bytes(page)
    for letter in Letter.objects.exclude(html=""):
        (tmp_path / f"letter-{letter.pk}.html").write_text(f"<!-- {letter.name} -->{letter.html}", encoding="utf-8")
    found = complaints(tmp_path)
    assert not found, "\n".join(found)


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
