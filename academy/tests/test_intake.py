"""Uploaded letters: held back until they are scanned, drawn page by page, and every look at them recorded."""

import io
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.http import FileResponse, Http404
from pytest_django import Settings
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks
from weasyprint import HTML

from academy.documents import intake
from academy.documents.check import Cleaned, cleaned
from academy.documents.clamav import ScannerAway, infection
from academy.documents.operations import hand_out, hand_out_page, keep
from academy.jobs.models import Job
from academy.testing import letters

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def letter(content: bytes = b"") -> Cleaned:
    """A letter as it comes out of the check."""
    return cleaned(io.BytesIO(content or letters.pdf()), "letter.pdf")


def read(answer: FileResponse) -> bytes:
    """The bytes of an answer that no client closes."""
    content = answer.getvalue()
    if answer.file_to_stream:
        answer.file_to_stream.close()
    return content


def received(link: socket.socket) -> bytes:
    """What a client streams: a command, then pieces with their lengths, until an empty one."""
    reader = link.makefile("rb")
    assert reader.read(10) == b"zINSTREAM\0"
    content = b""
    while length := int.from_bytes(reader.read(4), "big"):
        content += reader.read(length)
    return content


@contextmanager
def clamd(verdict: bytes = b"") -> Iterator[str]:
    """A stand-in that speaks clamd's protocol and knows one virus; with ``verdict`` it always says that."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    link, _address = server.accept()
                except OSError:
                    return
                with link:
                    found = b"stream: Eicar-Test-Signature FOUND" if EICAR in received(link) else b"stream: OK"
                    link.sendall((verdict or found) + b"\0")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def test_the_scanner_is_asked_over_its_own_protocol() -> None:
    with clamd() as url:
        assert infection(b"a letter" * 20_000, url) == ""
        assert infection(EICAR, url) == "Eicar-Test-Signature"
    with pytest.raises(ScannerAway):
        infection(b"a letter", url)
    with pytest.raises(ScannerAway):
        infection(b"a letter", "unix:///nowhere/clamd.ctl")
    with clamd(b"INSTREAM size limit exceeded. ERROR") as url, pytest.raises(ScannerAway, match="size limit"):
        infection(b"a letter", url)


@pytest.mark.django_db
def test_without_a_scanner_nothing_is_held_back() -> None:
    document = intake.take_in(letter())
    assert read(hand_out(document)).startswith(b"%PDF")
    assert Job.objects.get().work.endswith(".draw")


@pytest.mark.django_db
def test_a_letter_is_held_back_until_the_scanner_says_that_it_is_clean(settings: Settings) -> None:
    with clamd() as settings.CLAMAV_URL:
        document = intake.take_in(letter())
        with pytest.raises(Http404):
            hand_out(document)
        intake.scan(str(document.pk))
        intake.scan(str(document.pk))
    document.refresh_from_db()
    assert (document.held, document.infection) == (False, "")
    assert read(hand_out(document)).startswith(b"%PDF")
    assert Job.objects.filter(work__endswith=".draw").count() == 1


@pytest.mark.django_db
def test_what_is_infected_is_deleted_and_never_handed_out(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with clamd(b"stream: Eicar-Test-Signature FOUND") as settings.CLAMAV_URL:
        document = intake.take_in(letter())
        name, storage = str(document.file.name), document.file.storage
        with django_capture_on_commit_callbacks(execute=True):
            intake.scan(str(document.pk))
    document.refresh_from_db()
    assert document.infection == "Eicar-Test-Signature"
    assert not storage.exists(name)
    with pytest.raises(Http404):
        hand_out(document)


@pytest.mark.django_db
def test_a_scanner_that_is_away_holds_back_and_is_asked_again(settings: Settings) -> None:
    settings.CLAMAV_URL = "tcp://127.0.0.1:1"
    document = intake.take_in(letter())
    with pytest.raises(ScannerAway):
        intake.scan(str(document.pk))
    Job.objects.all().delete()
    intake.sweep()
    assert Job.objects.get(work__endswith=".scan").subject == str(document.pk)
    document.refresh_from_db()
    assert document.held
    settings.CLAMAV_URL = ""
    intake.sweep()
    document.refresh_from_db()
    assert not document.held


@pytest.mark.django_db(transaction=True)
def test_pages_are_drawn_once_with_their_words() -> None:
    made = HTML(string="<p>We pay the price.</p><p style='break-before: page'>Nous payons.</p>").write_pdf()
    document = intake.take_in(letter(bytes(made or b"")))
    intake.draw(str(document.pk))
    intake.draw(str(document.pk))
    pages = intake.pages_of(document)
    assert [(page.number, page.text.strip()) for page in pages] == [(1, "We pay the price."), (2, "Nous payons.")]
    assert read(hand_out_page(pages[0])).startswith(b"\xff\xd8\xff")
    names = [str(page.file.name) for page in pages]
    document.delete()
    assert not any(document.file.storage.exists(name) for name in names)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_scan_is_one_page(kind: str) -> None:
    document = intake.take_in(letter(letters.photograph(kind, size=(1500, 1000))))
    intake.draw(str(document.pk))
    assert [page.number for page in intake.pages_of(document)] == [1]


@pytest.mark.django_db
def test_what_cannot_be_drawn_is_said_and_can_be_downloaded() -> None:
    document = keep(b"%PDF-1.7 nothing", title="a.pdf", content_type="application/pdf")
    assert intake.pages_of(document) == []
    assert Job.objects.filter(work__endswith=".draw").count() == 1
    intake.draw(str(document.pk))
    document.refresh_from_db()
    assert document.undrawable
    assert intake.pages_of(document) == []


@pytest.mark.django_db
def test_a_drawing_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "LONGEST_DRAWING", 0.001)
    document = intake.take_in(letter())
    intake.draw(str(document.pk))
    document.refresh_from_db()
    assert document.undrawable
    assert issubclass(subprocess.TimeoutExpired, subprocess.SubprocessError)
