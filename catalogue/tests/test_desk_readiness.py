"""What an edition still lacks, at the desk."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from academy import clock
from academy.testing import cast
from catalogue.models import Edition
from catalogue.selectors.readiness import gaps_of, in_words
from catalogue.tests import build
from catalogue.tests.test_desk import untouched

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    """The administrator's browser."""
    return cast.browser(cast.administrator())


def address(edition: Edition) -> str:
    """Its page at the desk."""
    return reverse("admin:catalogue_edition_change", args=[edition.pk])


def complete(edition: Edition) -> None:
    """The texts that the builder leaves out, in three languages; electives go, theirs are not looked at here."""
    course = edition.course
    edition.electives.all().delete()
    edition.phases.update(place_fr="Lieu", place_es="Lugar")
    for language in ("en", "fr", "es"):
        setattr(course, f"title_{language}", f"Title {language}")
        setattr(course, f"summary_{language}", f"Summary {language}")
    course.save()
    for kind in ("objectives", "audience"):
        course.passages.get_or_create(kind=kind, defaults={"text_en": "A", "text_fr": "B", "text_es": "C"})


def without_places(edition: Edition) -> Edition:
    """It, with nobody having said how many may take part."""
    Edition.objects.filter(pk=edition.pk).update(capacity=None)
    return edition


def required(edition: Edition) -> list[str]:
    """What must be there, in words."""
    fresh = Edition.objects.get(pk=edition.pk)
    return [in_words(gap) for gap in gaps_of(fresh, clock.today()) if gap.required]


def test_the_page_lists_what_is_missing(desk: Client) -> None:
    edition = without_places(build.open_edition(published=False))
    page = desk.get(address(edition)).content.decode()
    assert "Number of places" in page and "Summary (French and Spanish)" in page


def test_an_edition_with_required_gaps_is_not_published(desk: Client) -> None:
    edition = build.open_edition(published=False)
    complete(edition)
    edition.price_parts.all().delete()
    edition.phases.get(position=0).periods.all().delete()
    answer = desk.post(address(edition), untouched(desk, address(edition)) | {"published": "on"})
    said = answer.context["adminform"].form.errors["published"]
    assert list(said)[1:] == ["Days of the phase “Online, eCampus”", "Price"]
    assert not Edition.objects.get(pk=edition.pk).published
    assert "Preview its page" in answer.content.decode()


def test_an_edition_that_has_everything_is_published(desk: Client) -> None:
    edition = build.open_edition(published=False)
    complete(edition)
    assert required(edition) == []
    answer = desk.post(address(edition), untouched(desk, address(edition)) | {"published": "on"})
    assert answer.status_code == 302
    assert Edition.objects.get(pk=edition.pk).published


def test_a_published_edition_with_gaps_can_be_put_right(desk: Client) -> None:
    edition = without_places(build.open_edition())
    answer = desk.post(address(edition), untouched(desk, address(edition)) | {"capacity": "25"})
    assert answer.status_code == 302
    assert Edition.objects.get(pk=edition.pk).capacity == 25


def test_a_new_edition_is_not_published_before_it_has_phases_and_a_price(desk: Client) -> None:
    add, today = reverse("admin:catalogue_edition_add"), clock.today()
    sent = {
        "course": build.course().pk,
        "slug": "new",
        "delivery": "online",
        "languages": ["en"],
        "applications_open": today,
        "applications_close": today,
        "published": "on",
    }
    answer = desk.post(add, untouched(desk, add) | sent)
    said = answer.context["adminform"].form.errors["published"]
    assert {"Phases", "Price", "Number of places", "Cancellation policy"} <= set(said)


@pytest.mark.usefixtures("loaded")
def test_no_edition_of_the_archive_lacks_anything_required() -> None:
    assert [(edition.slug, required(edition)) for edition in Edition.objects.all() if required(edition)] == []


@pytest.mark.usefixtures("loaded")
def test_an_archived_edition_without_a_price_is_published_again(desk: Client) -> None:
    edition = Edition.objects.get(slug="academy-two-weeks")
    Edition.objects.filter(pk=edition.pk).update(published=False)
    assert desk.post(address(edition), untouched(desk, address(edition)) | {"published": "on"}).status_code == 302


@pytest.mark.parametrize(("value", "found"), [("required", {"lacking"}), ("any", {"lacking", "announced"})])
def test_the_list_is_narrowed_to_what_lacks_something(desk: Client, value: str, found: set[str]) -> None:
    lacking = build.open_edition(code="lacking")
    complete(lacking)
    complete(build.open_edition(code="whole"))
    build.open_edition(code="announced", applications_open=None)
    build.open_edition(code="over", starts_in=-90, closes_in=-100, applications_open=None)
    Edition.objects.filter(code="announced").get().price_parts.all().delete()
    lacking.price_parts.all().delete()
    answer = desk.get(reverse("admin:catalogue_edition_changelist"), {"missing": value})
    rows = answer.context["cl"].result_list
    assert {edition.code for edition in rows} == found


def test_a_longer_list_takes_no_more_queries(desk: Client) -> None:
    build.open_edition()
    counts = []
    for more in range(2):
        for number in range(3 * more):
            build.open_edition(code=f"B{number}")
        with CaptureQueriesContext(connection) as asked:
            desk.get(reverse("admin:catalogue_edition_changelist"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
