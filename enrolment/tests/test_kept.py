"""The pages that everybody reads say how many places are left now, however often they were read before."""

import re
from urllib.request import ProxyHandler, build_opener

import pytest
from django.test import Client

from academy import clock
from academy.states import move
from academy.testing import cast
from academy.testing.site import EmbeddedSite, SeparateSite, Site
from catalogue.models import Edition
from enrolment.operations import cancel
from enrolment.tests import build

FREE = re.compile(r"(\d+) of (\d+) free")


def free(edition: Edition) -> tuple[int, int]:
    """The free places of the edition and of its electives together, by what a new visitor reads, twice the same."""
    first, second = (Client().get(edition.get_absolute_url()) for _visitor in range(2))
    assert first.content == second.content and not second.templates
    places, *electives = [int(left) for left, _all in FREE.findall(first.content.decode())]
    return places, sum(electives)


@pytest.mark.django_db(transaction=True)
def test_a_place_that_is_taken_or_given_back_is_on_the_page_at_once() -> None:
    edition, reviewer = build.open_edition(capacity=9, electives=4), cast.reviewer()
    assert free(edition) == (9, 20)
    place = build.place(cast.applicant(), edition, by=reviewer)
    assert free(edition) == (8, 18)
    cancel.cancel(place, by=reviewer, why="", seen=None, now=clock.now())
    assert free(edition) == (9, 20)
    build.place(cast.another_applicant(), edition, by=reviewer)
    assert free(edition) == (8, 18)


@pytest.mark.django_db(transaction=True)
def test_an_offered_place_is_not_free() -> None:
    edition, reviewer = build.open_edition(capacity=9), cast.reviewer()
    application = build.submitted(cast.applicant(), edition)
    assert free(edition)[0] == 9
    move(application, "offer", by=reviewer, now=clock.now())
    assert free(edition)[0] == 8
    move(application, "lapse", by=None, now=clock.now())
    assert free(edition)[0] == 9


def the_list(site: Site) -> str:
    """The list of courses, asked for so often that every process of the site has answered; all answer the same."""
    opener = build_opener(ProxyHandler({}))
    pages = {opener.open(f"{site.url}/en/courses/", timeout=30).read().decode() for _time in range(12)}
    assert len(pages) == 1
    return pages.pop()


def make_dearer(site: Site, by: int) -> None:
    """Change every price, in a process that the site knows nothing of."""
    models = "from django.db.models import F; from catalogue.models import PricePart"
    site.manage("shell", "-c", f"{models}; PricePart.objects.filter(kind='tuition').update(amount=F('amount') + {by})")


def test_a_price_that_another_process_changes_is_read_at_once_as_make_run_has_it(embedded_site: EmbeddedSite) -> None:
    before = the_list(embedded_site)
    make_dearer(embedded_site, 1)
    assert the_list(embedded_site) != before
    make_dearer(embedded_site, -1)
    assert the_list(embedded_site) == before


def test_a_price_that_another_process_changes_is_read_at_once_as_in_production(site: SeparateSite) -> None:
    before = the_list(site)
    make_dearer(site, 1)
    assert the_list(site) != before
    make_dearer(site, -1)
    assert the_list(site) == before
