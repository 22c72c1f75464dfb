"""Information notes say what the edition's page says, are made once, and stay until a fact changes."""

import io
from datetime import UTC, datetime

import pikepdf
import pypdf
import pytest
from django.core.management import CommandError, call_command

from academy import clock
from academy.jobs.models import Job, JobState
from academy.testing.cast import browser
from catalogue.models import Edition
from certificates import typefaces
from certificates.models import InformationNote
from certificates.note import for_note, note_of
from certificates.operations.note import current, drawn, make
from certificates.tasks import AT_A_TIME, prepare_notes
from certificates.tests.build import in_every_language, work
from enrolment.tests.build import open_edition

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
PATH = "/{}/courses/academy-on-labour-migration/A9900001/information-note.pdf"


@pytest.fixture(autouse=True)
def _in_no_mood_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certificates.views.note.LONGEST_WAIT", 0.0)


@pytest.fixture
def edition() -> Edition:
    """An edition that says the same in every language."""
    made = open_edition()
    made.course.passages.create(kind="objectives", text="- Govern migration *fairly*\n- Use the standards")
    made.figures.create(key="people", value="281 million", label="people live abroad")
    in_every_language()
    return for_note().get(pk=made.pk)


def text_of(content: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


def note(edition: Edition, language: str = "en") -> InformationNote:
    data = note_of(edition, language)
    return InformationNote(edition=edition, language=language, data=data, asked_at=datetime(2025, 3, 1, tzinfo=UTC))


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_it_says_what_the_edition_is(edition: Edition, language: str) -> None:
    content = drawn(note(edition, language))
    text = text_of(content)
    for part in ("Academy on Labour Migration", "A9900001", "Govern migration fairly", "281 million", "Elective 3"):
        assert part in text
    for sentence in ("migration@itcilo.org", "Turin, Italy", "Week 2"):
        assert sentence in text
    with pikepdf.open(io.BytesIO(content)) as file:
        assert str(file.Root.Lang) == language
        with file.open_outline() as outline:
            assert outline.root


def test_sums_and_days_stand_in_it_as_on_the_page(edition: Edition) -> None:
    text = text_of(drawn(note(edition)))
    assert "€2,720.00" in text and "€1,360.00" in text
    page = browser().get(edition.get_absolute_url()).content.decode()
    assert "€2,720.00" in page and "€1,360.00" in page


def test_what_is_not_known_has_no_section(edition: Edition) -> None:
    edition.price_parts.all().delete()
    edition.electives.all().delete()
    edition.phases.all().delete()
    Edition.objects.filter(pk=edition.pk).update(policy=None, starts=None, ends=None, applications_close=None, code="")
    text = text_of(drawn(note(for_note().get(pk=edition.pk))))
    for heading in ("Whole price", "If you cannot come", "Dates and phases", "Course code", "None", "Apply by"):
        assert heading not in text
    assert "Academy on Labour Migration" in text


def test_its_figures_and_drawing_are_tagged(edition: Edition) -> None:
    with pikepdf.open(io.BytesIO(drawn(note(edition)))) as file:
        parts = [
            one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"
        ]
        figures = [one for one in parts if one.S == "/Figure"]
        assert figures and all("/Alt" in one for one in figures)
        assert sum(one.S == "/H1" for one in parts) == 1


def test_nothing_in_its_style_is_left_out(edition: Edition, caplog: pytest.LogCaptureFixture) -> None:
    typefaces.sheet.cache_clear()
    drawn(note(edition))
    assert [record.getMessage() for record in caplog.records if record.name == "weasyprint"] == []


def test_the_same_facts_give_the_same_bytes(edition: Edition) -> None:
    assert drawn(note(edition)) == drawn(note(edition))


def test_a_reader_gets_it_once_the_worker_has_made_it(edition: Edition) -> None:
    stranger = browser()
    waiting = stranger.get(PATH.format("en"))
    assert (waiting.status_code, waiting["Retry-After"]) == (202, "3")
    assert 'http-equiv="refresh"' in waiting.content.decode()
    work()
    answer = stranger.get(PATH.format("en"))
    assert answer["Content-Type"] == "application/pdf" and answer["Content-Disposition"].startswith("inline")
    assert b"".join(answer).startswith(b"%PDF-")
    again = stranger.get(PATH.format("en"), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_asking_again_and_making_again_change_nothing(edition: Edition) -> None:
    first = current(edition, "en", now=clock.now())
    assert current(edition, "en", now=clock.now()) == first
    work()
    first.refresh_from_db()
    make(str(first.pk))
    assert InformationNote.objects.get().document == first.document


def test_it_is_kept_until_a_fact_changes(edition: Edition) -> None:
    first = current(edition, "en", now=clock.now())
    work()
    edition.course.summary = "Six weeks now."
    edition.course.save()
    second = current(for_note().get(pk=edition.pk), "en", now=clock.now())
    assert second.pk != first.pk and second.document is None
    first.refresh_from_db()
    assert first.document is not None


def test_a_note_that_the_worker_gave_up_is_not_asked_for_for_ever(edition: Edition) -> None:
    current(edition, "en", now=clock.now())
    Job.objects.update(state=JobState.FAILED)
    answer = browser().get(PATH.format("en"))
    assert answer.status_code == 503 and 'http-equiv="refresh"' not in answer.content.decode()
    assert Job.objects.count() == 1


def test_an_edition_that_nobody_may_read_has_none(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(published=False)
    assert browser().get(PATH.format("en")).status_code == 404
    with pytest.raises(CommandError, match="no published edition"):
        call_command("render_information_note", "A9900001", "--output", "/dev/null")


def test_an_edition_under_another_courses_address_has_none(edition: Edition) -> None:
    path = PATH.format("en").replace("academy-on-labour-migration", "fair-recruitment")
    assert browser().get(path).status_code == 404


def test_notes_of_all_editions_are_prepared_in_every_language_once(edition: Edition) -> None:
    prepare_notes()
    prepare_notes()
    assert sorted(InformationNote.objects.values_list("language", flat=True)) == ["en", "es", "fr"]
    assert Job.objects.filter(state=JobState.PENDING).count() == 3


def test_only_a_few_notes_wait_for_the_worker_at_a_time(edition: Edition) -> None:
    for number in range(2, 5):
        open_edition(code=f"A990000{number}")
    in_every_language()
    prepare_notes()
    prepare_notes()
    assert InformationNote.objects.count() == AT_A_TIME
    work()
    prepare_notes()
    assert InformationNote.objects.count() == 2 * AT_A_TIME


def test_the_command_writes_what_the_page_gives(edition: Edition, tmp_path: object) -> None:
    file = f"{tmp_path}/note.pdf"
    call_command("render_information_note", "a9900001", "--output", file, stdout=io.StringIO())
    page = browser().get(PATH.format("en"))
    with open(file, "rb") as written:  # noqa: PTH123
        assert written.read() == b"".join(page)
