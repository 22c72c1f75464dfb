"""The demonstration's statement can be taken in by anybody who tries the site."""

from pathlib import Path

import pytest

from academy import clock
from academy.bank import camt
from academy.testing import cast
from enrolment.demonstration_bank import load_bank
from enrolment.models import Incoming
from enrolment.operations import incoming
from enrolment.rules.incoming import Verdict
from enrolment.selectors.incoming import dry_run
from enrolment.tests import build

pytestmark = pytest.mark.django_db


def test_one_sum_is_booked_one_asked_about_and_a_file_waits(tmp_path: Path) -> None:
    staff = {"finance": cast.finance(), "administrator": cast.administrator()}
    opened, coming = (build.open_edition(code=code) for code in ("DEMO-OPEN", "DEMO-NEXT"))
    for number in range(4):
        person = cast.applicant(f"p{number}@example.org", f"Person {'ABCD'[number] * 3}")
        build.place(person, coming if number == 3 else opened, by=staff["finance"])
    load_bank(staff, clock.now(), tmp_path / "statement.xml")
    assert sorted(Incoming.objects.values_list("state", flat=True)) == ["booked", "new", "waiting"]
    said = camt.read((tmp_path / "statement.xml").read_bytes())
    statement = incoming.take_in(said, by=staff["finance"], now=clock.now(), title="statement", sha256="")
    assert statement.known == 2
    groups = dry_run(statement)
    assert [len(groups[verdict]) for verdict in Verdict] == [1, 1, 1, 1]
