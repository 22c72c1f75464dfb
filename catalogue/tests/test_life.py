"""The life of an edition at the desk, and the Centre's word that it takes place."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from academy import clock
from academy.errors import Refused
from academy.testing import cast
from catalogue.models import Edition
from catalogue.operations.plan import confirm
from catalogue.rules.life import Step, life, needs
from catalogue.rules.readiness import Draft, Lack, Need, Text
from catalogue.rules.status import Dates
from catalogue.tests import build

FULL = Draft(
    texts=[Text("Title", {"en": True, "fr": True}, Need.ALWAYS), Text("Aims", {"en": True, "fr": True}, Need.TO_APPLY)],
    phases=[("Online", True)],
    price=True,
    places=True,
    policy=True,
    opens=True,
    closes=True,
    record=False,
)
DATES = Dates(date(2025, 6, 30), date(2025, 8, 1), date(2025, 3, 1), date(2025, 5, 23))


def reached(today: date, *, published: bool = True, confirmed: date | None = None) -> list[str]:
    """The steps that an edition with everything has reached."""
    return [one.step for one in life(DATES, today, published=published, confirmed=confirmed, lacking={}) if one.reached]


@pytest.mark.parametrize(
    ("today", "published", "steps"),
    [
        (date(2025, 2, 28), False, ["draft"]),
        (date(2025, 2, 28), True, ["draft", "announced"]),
        (date(2025, 3, 1), True, ["draft", "announced", "open"]),
        (date(2025, 6, 30), True, ["draft", "announced", "open", "running"]),
        (date(2025, 8, 2), True, ["draft", "announced", "open", "running", "past"]),
    ],
)
def test_an_edition_goes_from_draft_to_past(today: date, published: bool, steps: list[str]) -> None:
    assert reached(today, published=published) == steps


def test_it_can_be_confirmed_while_it_is_open() -> None:
    assert Step.CONFIRMED in reached(date(2025, 3, 1), confirmed=date(2025, 3, 1))


def test_each_step_names_what_it_still_needs() -> None:
    assert needs(FULL) == {Step.ANNOUNCED: [], Step.OPEN: []}
    bare = replace(FULL, texts=[Text("Title", {"en": True, "fr": False}, Need.ALWAYS)], price=False, opens=False)
    found = needs(bare)
    assert [(gap.lack, gap.where) for gap in found[Step.ANNOUNCED]] == [(Lack.TEXT, "Title")]
    assert [gap.lack for gap in found[Step.OPEN]] == [Lack.PRICE, Lack.WINDOW]
    assert Lack.WINDOW in [gap.lack for gap in needs(replace(FULL, opens=False, closes=False))[Step.OPEN]]


@pytest.mark.django_db
class TestConfirming:
    def test_the_desk_confirms_and_readers_see_it(self) -> None:
        edition = build.open_edition(minimum=12)
        desk = cast.browser(cast.administrator())
        place = reverse("admin:catalogue_edition_confirm", args=[edition.pk])
        assert "0 of 12 participants needed have a place." in desk.get(place).content.decode()
        assert "Readers now see" in desk.post(place, follow=True).content.decode()
        assert "Confirmed to take place" in desk.get(edition.get_absolute_url()).content.decode()

    def test_confirming_twice_keeps_the_first_moment(self) -> None:
        edition, now = build.open_edition(), clock.now()
        confirm(edition, now=now)
        confirm(edition, now=clock.now())
        assert Edition.objects.get().confirmed_at == now

    @pytest.mark.parametrize("fields", [{"published": False}, {"cancelled": True}, {"starts_in": 0}])
    def test_only_what_people_can_read_and_is_to_come_is_confirmed(self, fields: dict[str, Any]) -> None:
        with pytest.raises(Refused):
            confirm(build.open_edition(**fields), now=clock.now())

    def test_the_page_of_an_edition_shows_its_life_and_no_tick_to_call_it_off(self) -> None:
        edition = build.open_edition(minimum=12, policy=None)
        page = cast.browser(cast.administrator()).get(reverse("admin:catalogue_edition_change", args=[edition.pk]))
        text = page.content.decode()
        assert 'class="life"' in text and "Cancellation policy" in text and "0 of 12" in text
        assert 'name="cancelled"' not in text
        assert reverse("admin:enrolment_plan", args=[edition.pk, "called-off"]) in text
