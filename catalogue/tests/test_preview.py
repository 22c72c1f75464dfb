"""Reading an edition before it is published."""

from collections.abc import Callable

import pytest
from django.test import Client

from academy.accounts.models import User
from academy.testing import cast
from catalogue.tests import build

pytestmark = pytest.mark.django_db
BANNER, NO_ROBOTS = "Only staff can read this page.", '<meta name="robots" content="noindex">'


@pytest.mark.parametrize("who", [cast.reviewer, cast.finance, cast.administrator])
def test_staff_read_an_edition_that_is_not_published(who: Callable[[], User]) -> None:
    edition = build.open_edition(published=False)
    answer = cast.browser(who()).get(edition.get_absolute_url())
    text = answer.content.decode()
    assert BANNER in text and NO_ROBOTS in text and "application/ld+json" not in text
    assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize("who", [None, cast.applicant])
def test_everybody_else_finds_nothing(who: Callable[[], User] | None) -> None:
    edition = build.open_edition(published=False)
    assert cast.browser(who and who()).get(edition.get_absolute_url()).status_code == 404


def test_staff_without_a_role_find_nothing() -> None:
    edition = build.open_edition(published=False)
    somebody = cast.person("nadia@example.org", "Nadia Bauer", is_staff=True)
    assert cast.browser(somebody).get(edition.get_absolute_url()).status_code == 404


def test_its_calendar_is_nobody_s_before_it_is_published() -> None:
    edition = build.open_edition(published=False)
    assert cast.browser(cast.administrator()).get(f"{edition.get_absolute_url()}calendar.ics").status_code == 404


def test_a_published_edition_says_nothing_of_it(client: Client) -> None:
    text = client.get(build.open_edition().get_absolute_url()).content.decode()
    assert BANNER not in text and NO_ROBOTS not in text
