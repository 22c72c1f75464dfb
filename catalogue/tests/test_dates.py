"""An edition's first and last day follow its phases."""

from datetime import date

import pytest

from catalogue.models import Edition
from catalogue.operations.dates import follow_the_phases
from catalogue.tests import build

pytestmark = pytest.mark.django_db


def test_the_first_and_last_day_are_those_of_all_periods() -> None:
    edition = build.open_edition()
    phase = edition.phases.get(position=1)
    phase.periods.create(starts=date(2019, 1, 7), ends=date(2019, 1, 11))
    follow_the_phases(edition)
    stored = Edition.objects.get(pk=edition.pk)
    last = edition.phases.get(position=2).periods.get().ends
    assert (edition.starts, edition.ends) == (stored.starts, stored.ends) == (date(2019, 1, 7), last)


def test_an_edition_without_periods_keeps_the_days_it_has() -> None:
    edition = build.open_edition(electives=0, starts=date(2020, 11, 9), ends=date(2020, 12, 18))
    edition.phases.all().delete()
    follow_the_phases(edition)
    edition.refresh_from_db()
    assert (edition.starts, edition.ends) == (date(2020, 11, 9), date(2020, 12, 18))
