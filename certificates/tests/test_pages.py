"""Verification for everyone, downloads for those who may."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from academy import clock
from academy.documents.models import Document
from academy.testing import cast
from academy.testing.cast import browser
from certificates.operations.correct import replace, revoke
from certificates.operations.issue import issue
from certificates.tests.build import issued, participant, work
from certificates.views.verify import LOOKS_A_MINUTE
from enrolment.tests.build import open_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget_who_looked() -> None:
    cache.clear()


def test_a_stranger_sees_that_a_certificate_stands_and_what_it_says() -> None:
    certificate = issued()
    page = browser().get(f"/en/verify/{certificate.number}/")
    assert page.status_code == 200
    assert "noindex" in page["X-Robots-Tag"]
    for part in ("This certificate stands", "Amina DIALLO", "Academy on Labour Migration", "A9900001", "Elective 2"):
        assert part in page.content.decode()


def test_nothing_is_shown_that_does_not_stand_on_the_paper() -> None:
    certificate = issued()
    text = browser().get(f"/en/verify/{certificate.number}/").content.decode()
    assert "amina@example.org" not in text and "Ministry of Labour" not in text


def test_a_revoked_one_says_so_and_not_why() -> None:
    certificate = issued()
    revoke(certificate, why="Copied from a colleague.", by=cast.finance(), now=clock.now())
    text = browser().get(f"/en/verify/{certificate.number}/").content.decode()
    assert "This certificate was revoked" in text and "colleague" not in text and "stands</h2>" not in text


def test_a_replaced_one_leads_to_the_newer_one_once_that_is_made() -> None:
    certificate = issued()
    new = replace(certificate, name="Amina Sow", why="Misspelt", by=cast.finance(), now=clock.now())
    text = browser().get(f"/en/verify/{certificate.number}/").content.decode()
    assert "This certificate was replaced" in text and new.number not in text
    work()
    text = browser().get(f"/en/verify/{certificate.number}/").content.decode()
    assert f"/en/verify/{new.number}/" in text and "Misspelt" not in text


def test_a_revoked_one_says_for_which_of_the_public_reasons() -> None:
    certificate = issued()
    revoke(certificate, why="Copied from Bruno.", ground="requirements", by=cast.finance(), now=clock.now())
    text = browser().get(f"/en/verify/{certificate.number}/").content.decode()
    assert "The requirements had not been met." in text and "Bruno" not in text


def compared(**typed: Any) -> Any:
    return browser().post("/en/verify/file/", typed)


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("a.pdf", content)


def test_the_file_that_was_issued_is_known_by_its_bytes_or_its_hash() -> None:
    certificate = issued()
    assert certificate.document
    content = Path(certificate.document.file.path).read_bytes()
    for page in (compared(file=upload(content)), compared(sha256=certificate.document.sha256)):
        assert page.status_code == 200
        text = page.content.decode()
        assert "This is the file that we issued" in text and certificate.number in text
    assert Document.objects.get() == certificate.document  # nothing of it was kept


def test_a_file_that_was_changed_is_not_ours() -> None:
    certificate = issued()
    assert certificate.document
    page = compared(file=upload(Path(certificate.document.file.path).read_bytes() + b" "))
    assert page.status_code == 404 and "We did not issue this file" in page.content.decode()


@pytest.mark.parametrize("typed", [{}, {"sha256": "nonsense"}])
def test_without_a_file_the_form_says_so(typed: dict[str, str]) -> None:
    page = compared(**typed)
    assert page.status_code == 422 and "Choose the PDF first" in page.content.decode()


def test_who_compares_many_files_is_asked_to_wait() -> None:
    guessing = browser()
    answers = [guessing.post("/en/verify/file/", {"sha256": "0" * 64}).status_code for _n in range(LOOKS_A_MINUTE + 1)]
    assert answers == [404] * LOOKS_A_MINUTE + [429]


def test_one_that_is_still_being_made_is_not_known() -> None:
    edition, staff = open_edition(), cast.administrator()
    participant(edition, by=staff)
    (certificate,) = issue(edition, by=staff, now=clock.now())
    assert browser().get(f"/en/verify/{certificate.number}/").status_code == 404


@pytest.mark.parametrize("typed", ["LMA-2025-7K3M-9QXW", "nonsense", "1' OR 1=1"])
def test_an_unknown_number_gets_a_kind_answer(typed: str) -> None:
    page = browser().get(f"/en/verify/{typed}/")
    assert page.status_code == 404
    assert "We do not know this number" in page.content.decode()


def test_the_form_leads_to_the_number_however_it_is_typed() -> None:
    certificate = issued()
    page = browser().get("/en/verify/", {"number": certificate.number.lower().replace("-", " ")})
    assert page["Location"] == f"/en/verify/{certificate.number}/"


def test_the_form_says_that_something_was_mistyped() -> None:
    page = browser().get("/en/verify/", {"number": "LMA-2025-AAAA-AAAB"})
    assert 'aria-invalid="true"' in page.content.decode() and "LMA-2025-AAAA-AAAB" in page.content.decode()


def test_the_form_is_there_in_each_language() -> None:
    assert [browser().get(f"/{language}/verify/").status_code for language in ("en", "fr", "es")] == [200] * 3


def test_who_tries_many_numbers_is_asked_to_wait() -> None:
    guessing = browser()
    answers = [guessing.get("/en/verify/LMA-2025-7K3M-9QXW/").status_code for _try in range(LOOKS_A_MINUTE + 1)]
    assert answers == [404] * LOOKS_A_MINUTE + [429]


def test_the_participant_finds_and_downloads_the_certificate() -> None:
    certificate = issued()
    owner = browser(certificate.place.participant)
    page = owner.get(f"/en/my/places/{certificate.place.pk}/certificate/")
    assert f"/en/my/certificates/{certificate.number}.pdf" in page.content.decode()
    answer = owner.get(f"/en/my/certificates/{certificate.number}.pdf")
    content = b"".join(answer)
    assert answer["Content-Type"] == "application/pdf" and content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == f'attachment; filename="{certificate.number}.pdf"'
    assert "no-store" in answer["Cache-Control"]


def test_nobody_else_gets_it() -> None:
    certificate = issued()
    paths = [f"/en/my/places/{certificate.place.pk}/certificate/", f"/en/my/certificates/{certificate.number}.pdf"]
    others = [cast.another_applicant(), cast.reviewer(), cast.finance()]
    assert [browser(other).get(path).status_code for other in others for path in paths] == [404] * 6
    assert [browser().get(path).status_code for path in paths] == [302, 302]


def test_the_administrator_downloads_it() -> None:
    certificate = issued()
    (admin,) = certificate.place.application.changes.filter(verb="accept").values_list("by", flat=True)
    answer = browser(type(certificate.place.participant).objects.get(pk=admin)).get(
        f"/en/my/certificates/{certificate.number}.pdf"
    )
    assert b"".join(answer).startswith(b"%PDF-")


def test_a_revoked_one_is_not_downloaded_any_more() -> None:
    certificate = issued()
    revoke(certificate, why="Copied", by=cast.finance(), now=clock.now())
    owner = browser(certificate.place.participant)
    assert owner.get(f"/en/my/certificates/{certificate.number}.pdf").status_code == 404
    assert "does not stand any more" in owner.get(f"/en/my/places/{certificate.place.pk}/certificate/").content.decode()


def test_a_place_without_a_certificate_says_what_it_takes() -> None:
    edition, staff = open_edition(), cast.administrator()
    place = participant(edition, by=staff)
    text = browser(place.participant).get(f"/en/my/places/{place.pk}/certificate/").content.decode()
    assert "No certificate yet" in text and "Proof-read your name" in text and "Amina DIALLO" in text
    assert place.get_absolute_url() in text
