"""The catalogue at the desk."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.forms import BaseFormSet, BoundField, MultiWidget
from django.test import Client
from django.urls import reverse

from academy.testing import cast
from catalogue.models import Course, Edition, Phase
from catalogue.tests import build

pytestmark = pytest.mark.django_db
MANAGED = [model for model in admin.site._registry if model._meta.app_label == "catalogue"]


@pytest.fixture
def desk() -> Client:
    """The administrator's browser."""
    return cast.browser(cast.administrator())


def inputs(field: BoundField) -> Iterator[tuple[str, Any]]:
    """Name and value of each input; a moment has two, for its day and its time."""
    widget = field.field.widget
    if not isinstance(widget, MultiWidget):
        yield field.html_name, field.value()
        return
    for number, (part, value) in enumerate(zip(widget.widgets, widget.decompress(field.value()) or [], strict=True)):
        yield f"{field.html_name}_{number}", part.format_value(value)


def filled(form: Any) -> dict[str, Any]:
    """What a browser would send of an untouched form."""
    if isinstance(form, BaseFormSet):
        return filled(form.management_form) | {key: v for one in form.forms for key, v in filled(one).items()}
    values = {name: value for field in form for name, value in inputs(field)}
    return {name: "" if value is None else value for name, value in values.items() if value is not False}


def untouched(desk: Client, address: str) -> dict[str, Any]:
    """What a browser would send of an untouched page of the desk."""
    context = desk.get(address).context
    values = filled(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        values |= filled(inline.formset)
    return values


@pytest.mark.parametrize("model", MANAGED, ids=str)
@pytest.mark.usefixtures("loaded")
def test_every_list_can_be_read_and_searched(desk: Client, model: Any) -> None:
    build.open_edition()
    address = reverse(f"admin:catalogue_{model._meta.model_name}_changelist")
    assert desk.get(address).status_code == 200
    if model.objects.exists() and admin.site._registry[model].search_fields:
        assert desk.get(address, {"q": "a"}).status_code == 200


@pytest.mark.parametrize("model", MANAGED, ids=str)
@pytest.mark.usefixtures("loaded")
def test_every_page_can_be_saved_as_it_is(desk: Client, model: Any) -> None:
    edition = build.open_edition()
    build.add_session(edition)
    build.add_rate(edition)
    build.add_assignment(edition)
    build.add_group_work(edition)
    row = model.objects.first()
    address = reverse(f"admin:catalogue_{model._meta.model_name}_change", args=[row.pk])
    before = model.objects.filter(pk=row.pk).values().get()
    answer = desk.post(address, untouched(desk, address))
    assert answer.status_code == 302, answer.context["errors"]
    assert model.objects.filter(pk=row.pk).values().get() == before


def test_the_edition_follows_the_periods_of_its_phases(desk: Client) -> None:
    edition = build.open_edition()
    phase = edition.phases.get(position=0)
    address = reverse("admin:catalogue_phase_change", args=[phase.pk])
    assert edition.starts is not None
    earlier = edition.starts - timedelta(days=7)
    desk.post(address, untouched(desk, address) | {"periods-0-starts": earlier})
    assert Edition.objects.get(pk=edition.pk).starts == earlier


def test_the_edition_follows_when_a_phase_is_deleted(desk: Client) -> None:
    edition = build.open_edition()
    last = edition.phases.get(position=2)
    desk.post(reverse("admin:catalogue_phase_delete", args=[last.pk]), {"post": "yes"})
    assert Edition.objects.get(pk=edition.pk).ends == edition.phases.get(position=1).periods.get().ends
    chosen = {"action": "delete_selected", "_selected_action": [edition.phases.get(position=1).pk], "post": "yes"}
    desk.post(reverse("admin:catalogue_phase_changelist"), chosen)
    assert Phase.objects.filter(edition=edition).count() == 1
    assert Edition.objects.get(pk=edition.pk).ends == edition.phases.get().periods.get().ends


def test_days_that_phases_decide_cannot_be_typed(desk: Client) -> None:
    edition = build.open_edition()
    address = reverse("admin:catalogue_edition_change", args=[edition.pk])
    assert "starts" not in untouched(desk, address)
    record = Edition.objects.create(course=build.course(), slug="old", delivery="online")
    assert "starts" in untouched(desk, reverse("admin:catalogue_edition_change", args=[record.pk]))


def test_long_lists_are_linked_and_counted(desk: Client) -> None:
    edition = build.open_edition(electives=4)
    address = reverse("admin:catalogue_edition_change", args=[edition.pk])
    listed = f'<a href="/admin/catalogue/elective/?edition={edition.pk}">Electives (4)</a>'
    add = f'href="/admin/catalogue/elective/add/?edition={edition.pk}"'
    text = desk.get(address).content.decode()
    assert listed in text and add in text
    text = cast.browser(cast.reviewer()).get(address).content.decode()
    assert listed in text and add not in text


@pytest.mark.usefixtures("loaded")
def test_no_page_has_two_hundred_fields(desk: Client) -> None:
    course = Course.objects.get(slug="academy-on-labour-migration")
    for number in range(1, 17):
        build.add_elective(edition := build.open_edition(code=f"A99{number:05}", electives=0), number)
    for row in (course, edition):
        address = reverse(f"admin:catalogue_{row._meta.model_name}_change", args=[row.pk])
        assert len(untouched(desk, address)) < 120


def test_who_only_reviews_can_read_but_not_change(desk: Client) -> None:
    edition = build.open_edition()
    reviewer = cast.browser(cast.reviewer())
    address = reverse("admin:catalogue_edition_change", args=[edition.pk])
    assert reviewer.get(address).status_code == 200
    assert reviewer.post(address, {"code": "X"}).status_code == 403


def test_every_cell_of_a_table_in_a_form_has_a_name(desk: Client) -> None:
    edition = build.open_edition()
    page = desk.get(reverse("admin:catalogue_edition_change", args=[edition.pk])).content.decode()
    cells = re.findall(r"<(?:input|select)[^>]*name=\"(?:price_parts|requirements)-0-[^>]*>", page)
    shown = [cell for cell in cells if 'type="hidden"' not in cell]
    assert len(shown) >= 6
    assert [cell for cell in shown if "aria-label=" not in cell] == []
