"""Certificates are ordered once, made once, and say what was true when they were ordered."""

from pathlib import Path

import pytest
from django.conf import settings

from academy import clock
from academy.documents.models import Document
from academy.errors import Refused
from academy.jobs.models import Job
from academy.letters.models import Letter
from academy.testing import cast
from certificates import facts
from certificates.models import Certificate
from certificates.operations.correct import replace, revoke
from certificates.operations.issue import issue
from certificates.operations.render import render
from certificates.rules.eligibility import Reason
from certificates.tests.build import issued, participant, work
from enrolment.operations.record import record
from enrolment.tests.build import open_edition, place

STILL_OPEN = (
    "Still open: Electives completed (0/2), Face-to-face plenaries attended (0/5), "
    "Group work done with a team (0/1), Final assignment submitted (0/1)."
)
pytestmark = pytest.mark.django_db(transaction=True)


def files() -> list[Path]:
    return sorted((Path(settings.MEDIA_ROOT) / "documents").glob("certificate-*"))


def test_who_completed_everything_gets_a_certificate_and_a_letter() -> None:
    certificate = issued()
    assert (certificate.state, certificate.document is not None) == ("issued", True)
    letter = Letter.objects.get(name="certificates/issued")
    assert letter.to == "amina@example.org" and certificate.number in letter.text


def test_the_dry_run_says_who_gets_one_and_who_does_not_and_why() -> None:
    edition, staff = open_edition(), cast.administrator()
    participant(edition, "zoe@example.org", by=staff, certificate_name="Zoe")
    unfinished = place(cast.another_applicant(), edition, by=staff, certificate_name="Bruno")
    record(unfinished, "webinars", 3, by=staff, now=clock.now())
    lines = [(verdict.decision.allowed, verdict.why) for verdict in facts.verdicts(edition)]
    assert lines == [
        (False, STILL_OPEN),
        (True, ""),
    ]
    assert not Certificate.objects.exists()


def test_issuing_again_orders_nothing() -> None:
    certificate = issued()
    edition = certificate.place.edition
    assert issue(edition, by=None, now=clock.now()) == []
    assert facts.verdicts(edition)[0].decision.reason is Reason.HAS_ONE


def test_the_worker_that_does_the_job_twice_makes_one_certificate() -> None:
    certificate = issued()
    before = (certificate.document_id, Letter.objects.count(), certificate.changes.count(), len(files()))
    render(str(certificate.pk))
    certificate.refresh_from_db()
    assert (certificate.document_id, Letter.objects.count(), certificate.changes.count(), len(files())) == before


def test_what_a_worker_left_behind_that_died_before_its_row_is_written_over() -> None:
    edition, staff = open_edition(), cast.administrator()
    participant(edition, by=staff)
    (certificate,) = issue(edition, by=staff, now=clock.now())
    folder = Path(settings.MEDIA_ROOT) / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    left = folder / f"certificate-{certificate.number}.pdf"
    left.write_bytes(b"%PDF-1.7 half of it")
    work()
    certificate.refresh_from_db()
    assert certificate.document is not None
    assert Path(certificate.document.file.path) == left
    assert left.stat().st_size == certificate.document.size
    assert Document.objects.filter(content_type="application/pdf", file__contains="certificate-").count() == 1


def test_a_worker_that_fails_half_way_leaves_the_certificate_ordered(monkeypatch: pytest.MonkeyPatch) -> None:
    edition, staff = open_edition(), cast.administrator()
    participant(edition, by=staff)
    (certificate,) = issue(edition, by=staff, now=clock.now())
    with monkeypatch.context() as broken:
        broken.setattr("certificates.operations.render.write", lambda *_args, **_fields: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            render(str(certificate.pk))
    certificate.refresh_from_db()
    assert (certificate.state, certificate.document) == ("ordered", None)
    work()
    certificate.refresh_from_db()
    assert certificate.state == "issued"


def test_what_changes_afterwards_does_not_change_the_certificate() -> None:
    certificate = issued()
    said, document = certificate.data, certificate.document
    place, edition = certificate.place, certificate.place.edition
    place.application.certificate_name = "Somebody Else"
    place.application.save()
    edition.course.title = "Another Title"
    edition.course.save()
    edition.phases.update(place="Elsewhere")
    render(str(certificate.pk))
    certificate.refresh_from_db()
    assert (certificate.data, certificate.document) == (said, document)
    assert said["name"] == "Amina DIALLO" and said["course"] == "Academy on Labour Migration"
    assert [phase["place"] for phase in said["phases"]] == ["eCampus", "Turin, Italy", "eCampus"] and said[
        "electives"
    ] == ["Elective 2", "Elective 4"]


def test_a_name_that_cannot_be_printed_is_refused_before_it_is_ordered() -> None:
    edition, staff = open_edition(), cast.administrator()
    participant(edition, by=staff, certificate_name="🦩 🦩")
    assert issue(edition, by=staff, now=clock.now()) == []
    assert facts.verdicts(edition)[0].why == "Missing, or not printable: name on the certificate."


def test_a_course_that_gives_none_gives_none() -> None:
    edition, staff = open_edition(), cast.administrator()
    participant(edition, by=staff)
    edition.course.gives_certificate = False
    edition.course.save()
    assert issue(edition, by=staff, now=clock.now()) == []
    assert facts.verdicts(edition)[0].decision.reason is Reason.COURSE_GIVES_NONE


def test_revoking_needs_a_reason_and_is_remembered() -> None:
    certificate, staff = issued(), cast.finance()
    with pytest.raises(Refused):
        revoke(certificate, why=" ", by=staff, now=clock.now())
    revoke(certificate, why="The final assignment was copied.", by=staff, now=clock.now())
    certificate.refresh_from_db()
    last = certificate.changes.last()
    assert last and (certificate.state, last.why, last.by) == ("revoked", "The final assignment was copied.", staff)
    assert issue(certificate.place.edition, by=staff, now=clock.now()) == []


def test_a_replacement_has_a_number_of_its_own_and_takes_the_others_place() -> None:
    old, staff = issued(), cast.finance()
    new = replace(old, name="Amina Diallo-Sow", why="The name was misspelt.", by=staff, now=clock.now())
    work()
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, new.state, new.replaces, new.data["name"]) == ("replaced", "issued", old, "Amina Diallo-Sow")
    assert new.number != old.number and old.document != new.document
    with pytest.raises(Refused):
        replace(old, name="Amina", why="Again", by=staff, now=clock.now())


def test_a_revoked_certificate_can_be_replaced() -> None:
    old, staff = issued(), cast.finance()
    revoke(old, why="A mistake.", by=staff, now=clock.now())
    replace(old, name="Amina Diallo", why="It was revoked by mistake.", by=staff, now=clock.now())
    work()
    assert sorted(Certificate.objects.values_list("state", flat=True)) == ["issued", "replaced"]


@pytest.mark.parametrize(("name", "why"), [("", "Misspelt"), ("🦩 🦩", "Misspelt"), ("Amina", " ")])
def test_a_replacement_without_a_printable_name_or_a_reason_is_refused(name: str, why: str) -> None:
    old, staff = issued(), cast.finance()
    with pytest.raises(Refused):
        replace(old, name=name, why=why, by=staff, now=clock.now())
    old.refresh_from_db()
    assert old.state == "issued"


def test_ordering_asks_for_one_job_each() -> None:
    edition, staff = open_edition(), cast.administrator()
    for number in range(3):
        participant(edition, f"person{number}@example.org", by=staff)
    issue(edition, by=staff, now=clock.now())
    issue(edition, by=staff, now=clock.now())
    assert Job.objects.filter(work="certificates.operations.render.render").count() == 3


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_sheet_holds_what_each_language_says(language: str) -> None:
    assert issued(language=language).state == "issued"
