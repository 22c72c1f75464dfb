"""What changed since an earlier information note."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from academy import clock
from academy.documents.operations import keep
from catalogue.models import Edition
from catalogue.tests.build import open_edition
from certificates.changes import changes_since, differences
from certificates.frozen import fingerprint
from certificates.models import InformationNote
from certificates.note import for_note, note_of

pytestmark = pytest.mark.django_db
PATH = "/{}/courses/academy-on-labour-migration/A9900001/information-note/changes/"


@pytest.fixture
def edition() -> Edition:
    """An edition with a text of its own."""
    made = open_edition()
    made.course.passages.create(kind="objectives", text="Govern migration fairly")
    return made


def note(edition: Edition, language: str = "en", *, days_ago: int = 30, made: bool = True) -> InformationNote:
    """The note as it was given some days ago, with the facts of now."""
    data = note_of(for_note().get(pk=edition.pk), language)
    document = keep(b"%PDF", title="n.pdf", content_type="application/pdf", name=f"n{days_ago}", made_from={})
    return InformationNote.objects.create(
        edition=edition,
        language=language,
        fingerprint=fingerprint(data),
        data=data,
        document=document if made else None,
        asked_at=clock.now() - timedelta(days=days_ago),
    )


def told(edition: Edition, language: str = "en") -> list[dict[str, str]]:
    """For each earlier note, the changed parts with the words of their pieces."""
    return [
        {one.heading: "|".join(piece.words for piece in one.pieces) for one in since.differences}
        for since in changes_since(for_note().get(pk=edition.pk), language)
    ]


def change(edition: Edition) -> None:
    """A dearer edition that can be applied to for longer, with another text."""
    edition.price_parts.filter(kind="tuition").update(amount=Decimal("2100.00"))
    edition.course.passages.filter(kind="objectives").update(text="Govern migration well")


def test_what_changed_is_told_part_by_part(edition: Edition) -> None:
    note(edition)
    change(edition)
    (since,) = told(edition)
    assert since == {
        "Price": "Tuition: |€2,000.00|€2,100.00|\nSubsistence: €720.00",
        "What you will be able to do": "Govern migration |fairly|well",
    }


def test_dates_and_places_of_phases_are_compared(edition: Edition) -> None:
    note(edition)
    edition.phases.filter(position=1).update(place="Rome, Italy")
    Edition.objects.filter(pk=edition.pk).update(applications_close=clock.today() + timedelta(days=21))
    (since,) = told(edition)
    assert set(since) == {"Apply by", "Phases"}
    assert "|Turin,|Rome,|" in since["Phases"]


def test_without_a_change_nothing_is_told(edition: Edition) -> None:
    note(edition)
    assert told(edition) == []


def test_a_note_that_was_never_made_was_received_by_nobody(edition: Edition) -> None:
    note(edition, made=False)
    change(edition)
    assert told(edition) == []


def test_a_new_layout_is_no_change_of_the_edition(edition: Edition) -> None:
    data = note_of(for_note().get(pk=edition.pk), "en")
    assert differences(data | {"layout": 0}, data) == []


def test_each_language_has_its_own_notes(edition: Edition, client: Client) -> None:
    note(edition, "fr")
    change(edition)
    assert told(edition, "en") == []
    assert "Frais de formation" in "".join(told(edition, "fr")[0].values())


def test_the_page_names_the_day_of_the_note_and_shows_both_values(edition: Edition, client: Client) -> None:
    given = note(edition)
    change(edition)
    text = client.get(PATH.format("en")).content.decode()
    assert clock.civil_day(given.asked_at).strftime("%B") in text
    assert "€2,000.00</del>" in text and "€2,100.00</ins>" in text
    assert client.get(PATH.format("es")).status_code == 200


def test_an_edition_that_is_not_published_tells_nothing(edition: Edition, client: Client) -> None:
    Edition.objects.filter(pk=edition.pk).update(published=False)
    assert client.get(PATH.format("en")).status_code == 404
