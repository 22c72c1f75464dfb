"""The information note follows an edition that was postponed."""

from datetime import timedelta

import pytest

from academy import clock
from catalogue.operations.plan import postpone
from catalogue.tests import build
from certificates.frozen import fingerprint
from certificates.note import for_note, note_of

pytestmark = pytest.mark.django_db


def test_a_postponed_edition_has_another_note_with_the_new_days() -> None:
    edition = build.open_edition()
    assert edition.starts
    before = note_of(for_note().get(), "en")
    postpone(edition, starts=edition.starts + timedelta(days=14), now=clock.now())
    after = note_of(for_note().get(), "en")
    assert fingerprint(before) != fingerprint(after)
    assert before["starts"] != after["starts"]
    assert before["phases"][1]["periods"] != after["phases"][1]["periods"]
