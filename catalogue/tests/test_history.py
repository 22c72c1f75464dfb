"""Who changed what, when, with the difference."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from academy import clock
from academy.testing import cast
from catalogue.demonstration import load_editions
from catalogue.models import Course, Edition
from catalogue.operations.dates import follow_the_phases
from catalogue.operations.load import load_catalogue
from catalogue.selectors.history import Change, changes_of
from catalogue.tests import build
from catalogue.tests.test_desk import untouched

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    """The administrator's browser."""
    return cast.browser(cast.administrator())


def latest(model: Any, key: int, how: str = "~") -> list[tuple[str, str, str]]:
    """Of the changes of one kind: the thing, the field and its words."""
    return [
        (change.thing, one.field, "→".join(piece.words for piece in one.pieces))
        for change in changes_of(model, key)
        if change.how == how
        for one in change.differences
    ]


def who(changes: list[Change]) -> set[str]:
    """By whom."""
    return {change.by for change in changes}


def test_a_change_at_the_desk_names_its_author_and_both_values(desk: Client) -> None:
    edition = build.open_edition()
    address = reverse("admin:catalogue_edition_change", args=[edition.pk])
    desk.post(address, untouched(desk, address) | {"capacity": "25", "price_parts-0-amount": "2100.00"})
    changes = [change for change in changes_of(Edition, edition.pk) if change.how == "~"]
    assert who(changes) == {"Ada Novak"}
    assert set(latest(Edition, edition.pk)) == {
        ("Edition: A9900001", "Places", "30→25"),
        ("Part of the price: Tuition", "Amount in EUR", "2000.00→2100.00"),
    }


def test_the_page_shows_the_words_that_changed(desk: Client) -> None:
    course = build.course()
    course.summary = "Four weeks, online and in Turin."
    course.save()
    text = desk.get(reverse("admin:catalogue_course_history", args=[course.pk])).content.decode()
    assert "Five</del>" in text and "Four</ins>" in text and "A command" in text


def test_a_saved_page_without_a_change_is_no_change(desk: Client) -> None:
    edition = build.open_edition()
    address = reverse("admin:catalogue_edition_change", args=[edition.pk])
    desk.post(address, untouched(desk, address))
    assert latest(Edition, edition.pk) == []


def test_the_days_that_follow_the_phases_are_in_the_history() -> None:
    edition = build.open_edition()
    period = edition.phases.get(position=2).periods.get()
    period.ends += timedelta(days=1)
    period.save()
    follow_the_phases(edition)
    assert sorted(field for _thing, field, _words in latest(Edition, edition.pk)) == ["Last day", "Last day"]


def test_what_was_deleted_is_still_told() -> None:
    edition = build.open_edition()
    edition.price_parts.get(kind="subsistence").delete()
    found = [change.thing for change in changes_of(Edition, edition.pk) if change.how == "-"]
    assert found == ["Part of the price: Subsistence"]


def test_every_language_of_a_text_has_its_history() -> None:
    course = build.course()
    with translation.override("fr"):
        course.title = "Académie"
        course.save()
    assert latest(Course, course.pk) == [("Course: Academy on Labour Migration", "Title [fr]", "Académie")]


def test_a_new_row_says_what_it_began_with() -> None:
    edition = build.open_edition()
    assert ("Part of the price: Tuition", "Amount in EUR", "2000.00") in latest(Edition, edition.pk, "+")
    assert Decimal("2000.00") == edition.price_parts.get(kind="tuition").amount


@pytest.mark.usefixtures("loaded")
def test_loading_the_files_again_changes_nothing() -> None:
    before = Edition.history.count() + Course.history.count()  # type: ignore[attr-defined]
    load_catalogue()
    assert Edition.history.count() + Course.history.count() == before  # type: ignore[attr-defined]


@pytest.mark.usefixtures("loaded")
def test_making_the_demonstration_again_on_the_same_day_is_no_change() -> None:
    editions = load_editions(clock.today())
    before = [len(changes_of(Edition, edition.pk)) for edition in editions]
    load_editions(clock.today())
    assert [len(changes_of(Edition, edition.pk)) for edition in editions] == before


def test_the_page_is_not_for_everybody() -> None:
    edition = build.open_edition()
    address = reverse("admin:catalogue_edition_history", args=[edition.pk])
    assert cast.browser(cast.applicant()).get(address).status_code == 302
    assert cast.browser(cast.reviewer()).get(address).status_code == 200
