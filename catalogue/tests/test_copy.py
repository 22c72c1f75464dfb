"""Copying an edition."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from academy import clock
from academy.errors import Refused
from academy.testing import cast
from catalogue.models import Edition, FinalAssignment, GroupWork, Period
from catalogue.operations.copy import copy_edition
from catalogue.tests import build

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=364)


def rich_edition() -> Edition:
    """An edition with everything that can hang on it, published long ago and kept as a record."""
    edition = build.open_edition(archived=True, title_en="Autumn", title_fr="Automne", title_es="Otoño")
    edition.criteria.create(course=edition.course, key="experience", title_en="Experience", title_fr="Expérience")
    edition.passages.create(course=edition.course, kind="sources", text_en="Reports", text_fr="Rapports")
    edition.figures.create(key="people", value_en="281 million", label_en="migrants", label_fr="migrants")
    return edition


def copied(edition: Edition, **other: Any) -> Edition:
    """A copy one year of weeks later, as the database has it."""
    assert edition.starts is not None
    values: dict[str, Any] = {"code": "A9900077", "slug": "autumn-next-year", "starts": edition.starts + DAYS}
    return Edition.objects.get(pk=copy_edition(edition, **values | other).pk)


def rows(edition: Edition, name: str) -> list[dict[str, Any]]:
    """What hangs on an edition, without the keys that must differ."""
    found = getattr(edition, name).order_by("pk")
    names = {field.attname for field in found.model._meta.concrete_fields} - {"id", "edition_id", "phase_id"}
    return sorted(({each: getattr(row, each) for each in sorted(names)} for row in found), key=str)


@pytest.mark.parametrize("name", "phases electives passages criteria figures price_parts requirements".split())
def test_what_hangs_on_the_edition_comes_along_in_all_languages(name: str) -> None:
    edition = rich_edition()
    made = copied(edition)
    assert rows(edition, name)
    assert rows(made, name) == rows(edition, name)


def test_all_dates_move_by_the_same_days() -> None:
    edition = rich_edition()
    made = copied(edition)
    names = ("starts", "ends", "applications_open", "applications_close")
    assert [getattr(made, name) for name in names] == [getattr(edition, name) + DAYS for name in names]
    periods = Period.objects.order_by("starts")
    moved = [(one.starts + DAYS, one.ends + DAYS) for one in periods.filter(phase__edition=edition)]
    assert [(one.starts, one.ends) for one in periods.filter(phase__edition=made)] == moved


def test_the_copy_is_not_published_and_not_a_record() -> None:
    made = copied(rich_edition())
    assert (made.code, made.slug, made.published, made.archived) == ("A9900077", "autumn-next-year", False, False)
    assert (made.title, made.policy, made.capacity) == ("Autumn", build.policy(), 30)
    with override("fr"):
        assert made.title == "Automne"


def test_electives_are_in_the_phases_of_the_copy() -> None:
    edition = rich_edition()
    made = copied(edition)
    assert {one.phase.edition_id for one in made.electives.all() if one.phase} == {made.pk}
    assert edition.phases.count() == 3 and edition.electives.count() == 4


def test_a_second_copy_with_the_same_name_is_refused_and_leaves_nothing() -> None:
    edition = rich_edition()
    copied(edition)
    for other, said in (({"code": "B1"}, "autumn-next-year"), ({"slug": "b"}, "A9900077")):
        with pytest.raises(Refused, match=said):
            copied(edition, **other)
    assert Edition.objects.count() == 2


def test_an_edition_without_a_first_day_is_not_copied() -> None:
    record = Edition.objects.create(course=build.course(), slug="old", delivery="online")
    with pytest.raises(Refused, match="no first day"):
        copy_edition(record, code="", slug="new", starts=clock.today())


def test_staff_copy_at_the_desk() -> None:
    edition = build.open_edition()
    desk = cast.browser(cast.administrator())
    page = desk.get(reverse("admin:catalogue_edition_change", args=[edition.pk])).content.decode()
    address = reverse("admin:catalogue_edition_copy", args=[edition.pk])
    assert address in page
    assert desk.post(address, {"starts": "2031-03-03"}).context["form"].errors == {
        "slug": ["Please give a code or an address."]
    }
    answer = desk.post(address, {"starts": "2031-03-03", "code": "A9900088"})
    made = Edition.objects.get(slug="A9900088")
    assert answer["Location"] == reverse("admin:catalogue_edition_change", args=[made.pk])
    again = desk.post(address, {"starts": "2031-03-03", "code": "A9900088"})
    assert again.status_code == 409
    assert "There is an edition with the address “A9900088” already." in again.content.decode()


def test_who_may_not_add_editions_sees_no_way_to_copy() -> None:
    edition = build.open_edition()
    page = cast.browser(cast.finance()).get(reverse("admin:catalogue_edition_change", args=[edition.pk]))
    assert reverse("admin:catalogue_edition_copy", args=[edition.pk]) not in page.content.decode()


def test_what_is_handed_in_comes_along_with_its_days_moved() -> None:
    edition = build.open_edition()
    assignment, work = build.add_assignment(edition), build.add_group_work(edition)
    assert edition.starts
    made = copy_edition(edition, code="A9900099", slug="A9900099", starts=edition.starts + timedelta(days=7))
    copied, group = FinalAssignment.objects.get(edition=made), GroupWork.objects.get(edition=made)
    assert (copied.due, group.due) == (assignment.due + timedelta(days=7), work.due + timedelta(days=7))
    assert [one.title for one in copied.criteria.all()] == ["Analysis", "Proposals"]
    assert [one.title for one in group.roles.all()] == ["Ministry", "Employers", "Unions"]
    assert (assignment.criteria.count(), work.roles.count()) == (2, 3)
