"""Hostile and kind letters: what is let in, what is said, and what is taken out."""

import io
import resource

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader
from weasyprint import HTML

from academy.documents.check import MOST_BYTES, Cleaned, cleaned
from academy.errors import Refused
from academy.testing import letters


def check(content: bytes, name: str = "letter.pdf") -> Cleaned:
    return cleaned(io.BytesIO(content), name)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"<!doctype html><script>alert(1)</script>", "not a PDF"),
        (b"PK\x03\x04 a document of a word processor", "not a PDF"),
        (b"GIF89a" + b"0" * 100, "not a PDF"),
        (letters.pdf() + b"0" * MOST_BYTES, "larger than 10 MB"),
        (letters.protected_pdf(), "password"),
        (letters.pdf(pages=51), "at most 50 pages"),
        (letters.pdf(pages=0), "damaged"),
        (letters.pdf()[:-200], "damaged"),
        (b"%PDF-1.7 and nothing more", "damaged"),
        (letters.photograph(size=(400, 300))[:-2000], "damaged"),
        (letters.photograph("PNG", size=(400, 300))[:-2000], "damaged"),
        (letters.bomb_pdf(), "damaged"),
        (letters.bomb_png(), "damaged"),
    ],
)
def test_what_is_no_letter_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        check(content)


def test_a_large_file_is_not_read_to_its_end() -> None:
    upload = io.BytesIO(b"%PDF-" + b"0" * (MOST_BYTES * 2))
    with pytest.raises(Refused):
        cleaned(upload, "letter.pdf")
    assert upload.tell() == MOST_BYTES + 1


def test_a_letter_that_unfolds_to_gigabytes_takes_no_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused, match="damaged"):
        check(letters.bomb_pdf(megabytes=400))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unfolded() -> None:
    made = io.BytesIO()
    Image.new("1", (9000, 6000)).save(made, "PNG")
    with pytest.raises(Refused, match="too many pixels"):
        check(made.getvalue())


def test_a_plain_pdf_stays_a_pdf_with_its_pages() -> None:
    letter = check(letters.pdf(pages=3))
    assert letter.content_type == "application/pdf"
    with pikepdf.open(io.BytesIO(letter.content)) as opened:
        assert len(opened.pages) == 3


def test_everything_that_acts_is_taken_out_of_a_pdf_and_its_links_stay() -> None:
    letter = check(letters.armed_pdf())
    with pikepdf.open(io.BytesIO(letter.content)) as opened:
        plain = b"".join(thing.unparse(resolved=True) + stream_of(thing) for thing in (opened.trailer, *opened.objects))
    for word in (b"armed", b"javascript", b"JavaScript", b"Launch", b"OpenAction", b"/AA", b"/EF", b"XFA", b"Filespec"):
        assert word not in plain, word
    assert b"https://www.itcilo.org/" in plain


def stream_of(thing: pikepdf.Object) -> bytes:
    """The unpacked content of a stream; nothing for other things."""
    return thing.read_bytes() if isinstance(thing, pikepdf.Stream) else b""


def test_a_letter_that_only_forbids_changes_is_let_in_and_loses_its_lock() -> None:
    letter = check(letters.protected_pdf(reader=""))
    with pikepdf.open(io.BytesIO(letter.content)) as opened:
        assert not opened.is_encrypted


def test_what_is_written_in_a_letter_and_its_links_are_still_there() -> None:
    made = HTML(string="<p>We pay the whole course price. <a href='https://www.itcilo.org/'>ITCILO</a></p>").write_pdf()
    letter = check(bytes(made or b""))
    assert "We pay the whole course price." in PdfReader(io.BytesIO(letter.content)).pages[0].extract_text()
    with pikepdf.open(io.BytesIO(letter.content)) as opened:
        assert str(opened.pages[0].Annots[0].A.URI) == "https://www.itcilo.org/"


def test_what_hangs_behind_a_pdf_is_dropped() -> None:
    assert b"<script>" not in check(letters.pdf() + b"<script>alert(1)</script>").content


def test_a_photograph_stands_upright_and_forgets_where_it_was_taken() -> None:
    letter = check(letters.photograph())
    picture = Image.open(io.BytesIO(letter.content))
    assert (letter.content_type, picture.size, dict(picture.getexif())) == ("image/jpeg", (20, 40), {})
    assert b"armed" not in letter.content


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "I;16"])
def test_a_scan_in_any_colours_is_written_anew(mode: str) -> None:
    made = io.BytesIO()
    Image.new(mode, (30, 40)).save(made, "PNG", comment="x")
    letter = check(made.getvalue())
    assert letter.content_type == "image/png"
    assert Image.open(io.BytesIO(letter.content)).size == (30, 40)


def test_a_photograph_in_printers_colours_is_written_for_screens() -> None:
    made = io.BytesIO()
    Image.new("CMYK", (30, 40)).save(made, "JPEG")
    assert Image.open(io.BytesIO(check(made.getvalue()).content)).mode == "RGB"


def test_the_ending_of_the_name_follows_the_content() -> None:
    assert check(letters.photograph(), "Lettre d'appui.pdf").title == "Lettre d'appui.jpg"
    assert check(letters.pdf(), "x" * 300 + ".exe").title == "x" * 180 + ".pdf"
