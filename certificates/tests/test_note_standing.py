"""How far a note is: told to who waits for it and to staff, who see why one is refused or failed and try again."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from academy import clock
from academy.errors import Refused
from academy.jobs.models import Job, JobState
from academy.jobs.operations import MOST_ATTEMPTS
from academy.testing import cast
from catalogue.models import Course, Edition
from certificates.models import InformationNote
from certificates.note import for_note
from certificates.operations.note import current, retry
from certificates.standing import Stage, standing
from certificates.tasks import prepare_notes
from certificates.tests.build import in_every_language, work
from enrolment.tests.build import open_edition

pytestmark = pytest.mark.django_db(transaction=True)
PATH = "/{}/courses/academy-on-labour-migration/A9900001/information-note"


@pytest.fixture(autouse=True)
def _in_no_mood_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certificates.views.note.LONGEST_WAIT", 0.0)


@pytest.fixture
def edition() -> Edition:
    """An edition whose texts stand in every language."""
    made = open_edition()
    in_every_language()
    return fresh(made)


@pytest.fixture
def broken_disk() -> Iterator[Path]:
    """Nothing can be kept: where the folder of documents should be, there is a file."""
    folder = Path(settings.MEDIA_ROOT) / "documents"
    aside = folder.with_name("aside")
    if folder.exists():
        folder.rename(aside)
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("not a folder")
    yield folder
    if folder.is_file():
        folder.unlink()
    if aside.exists():
        shutil.rmtree(folder, ignore_errors=True)
        aside.rename(folder)


def fresh(edition: Edition) -> Edition:
    return for_note().get(pk=edition.pk)


def wear_out() -> None:
    """Be the worker until it gives up, without its pauses."""
    for _attempt in range(MOST_ATTEMPTS):
        Job.objects.filter(state=JobState.PENDING).update(due_at=clock.now() - timedelta(seconds=1))
        work()


def desk_of(edition: Edition) -> str:
    return reverse("admin:certificates_informationnote_edition", args=[edition.pk])


def without_french(edition: Edition) -> Edition:
    edition.course.passages.create(kind="audience", text="Everyone")
    in_every_language()
    for rows, field in ((edition.course.passages, "text_fr"), (Course.objects, "summary_fr")):
        rows.update(**{field: ""})
    return fresh(edition)


def test_a_language_whose_texts_are_missing_is_refused_with_their_list(edition: Edition) -> None:
    edition = without_french(edition)
    with pytest.raises(Refused, match=r"French.*Summary; Who it is for"):
        current(edition, "fr", now=clock.now())
    assert not InformationNote.objects.exists()


def test_the_other_languages_are_published_all_the_same(edition: Edition) -> None:
    without_french(edition)
    prepare_notes()
    assert sorted(InformationNote.objects.values_list("language", flat=True)) == ["en", "es"]


def test_a_text_that_stands_in_no_language_is_missed_by_none(edition: Edition) -> None:
    assert [standing(edition, language).lacks for language in ("en", "fr", "es")] == [[], [], []]


def test_a_reader_of_a_refused_language_is_led_to_the_others(edition: Edition) -> None:
    without_french(edition)
    answer = cast.browser().get(PATH.format("fr") + ".pdf")
    text = answer.content.decode()
    assert answer.status_code == 404 and PATH.format("es") + ".pdf" in text
    assert "http-equiv" not in text and "progress.js" not in text


def test_the_desk_lists_what_a_refused_language_lacks(edition: Edition) -> None:
    edition = without_french(edition)
    desk = cast.browser(cast.administrator())
    page = desk.get(desk_of(edition)).content.decode()
    assert "<li>Summary</li>" in page and "<li>Who it is for</li>" in page
    assert "2 texts" in desk.get(reverse("admin:certificates_informationnote_changelist")).content.decode()
    refused = desk.post(desk_of(edition), {"language": "fr"}, follow=True).content.decode()
    assert "There is no information note in French yet" in refused


def test_who_waits_is_told_how_far_it_is(edition: Edition) -> None:
    stranger = cast.browser()
    page = stranger.get(PATH.format("en") + ".pdf").content.decode()
    assert 'aria-current="step">Waiting its turn' in page and "It is the next to be made." in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    Job.objects.update(state=JobState.RUNNING)
    part = stranger.get(PATH.format("en") + "/progress/")
    assert 'aria-current="step">Being laid out' in part.content.decode()
    Job.objects.update(state=JobState.PENDING)
    work()
    assert stranger.get(PATH.format("en") + "/progress/").status_code == 204


def test_what_stands_before_it_is_counted(edition: Edition) -> None:
    for language in ("en", "fr", "es"):
        current(edition, language, now=clock.now())
    part = cast.browser().get(PATH.format("es") + "/progress/").content.decode()
    assert "2" in part.rpartition("<p>")[2]


def test_a_failure_is_shown_to_staff_with_its_reason_and_can_be_tried_again(
    edition: Edition, broken_disk: Path
) -> None:
    note = current(edition, "en", now=clock.now())
    work()
    desk = cast.browser(cast.administrator())
    assert "An attempt failed; the next is due on" in desk.get(desk_of(edition)).content.decode()
    wear_out()
    assert standing(edition, "en").stage == Stage.FAILED
    page = desk.get(desk_of(edition)).content.decode()
    assert f"It was tried {MOST_ATTEMPTS} times and given up." in page and "FileExistsError" in page
    narrowed = reverse("admin:certificates_informationnote_changelist") + "?show=failed"
    assert "A9900001" in desk.get(narrowed).content.decode()
    assert cast.browser().get(PATH.format("en") + ".pdf").status_code == 503

    broken_disk.unlink()
    desk.post(desk_of(edition), {"language": "en"})
    work()
    note.refresh_from_db()
    assert note.document is not None and standing(edition, "en").stage == Stage.MADE
    assert "A9900001" not in desk.get(narrowed).content.decode()
    version = desk.get(reverse("admin:certificates_informationnote_change", args=[note.pk]))
    assert version.getvalue().startswith(b"%PDF-")


def test_the_desk_says_what_is_being_made_until_nothing_moves(edition: Edition) -> None:
    note = current(edition, "fr", now=clock.now())
    desk, part = cast.browser(cast.administrator()), desk_of(edition) + "progress/"
    page = desk.get(desk_of(edition)).content.decode()
    assert f'data-url="{part}"' in page and "French: waiting." in page and "English: " not in page
    Job.objects.update(state=JobState.RUNNING)
    assert "French: being made." in desk.get(part).content.decode()
    Job.objects.update(state=JobState.PENDING, error="OSError: no room")
    assert desk.get(part).status_code == 204 and "data-url" not in desk.get(desk_of(edition)).content.decode()
    work()
    note.refresh_from_db()
    assert note.document is not None and desk.get(part).status_code == 204


def test_only_what_failed_is_tried_again(edition: Edition) -> None:
    note = current(edition, "en", now=clock.now())
    with pytest.raises(Refused, match="could not be made"):
        retry(note)


def test_who_may_not_edit_the_edition_has_no_button(edition: Edition) -> None:
    reader = cast.browser(cast.reviewer())
    assert reader.get(desk_of(edition)).status_code == 403
    assert cast.browser(cast.administrator()).post(desk_of(edition), {"language": "xx"}).status_code == 404


def test_the_list_asks_no_more_of_the_database_for_more_editions(edition: Edition) -> None:
    desk = cast.browser(cast.administrator())
    address = reverse("admin:certificates_informationnote_changelist")
    asked = []
    for number in range(2, 5):
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(address).status_code == 200
        asked.append(len(queries))
        open_edition(code=f"A990000{number}")
    assert asked[1] == asked[2]
