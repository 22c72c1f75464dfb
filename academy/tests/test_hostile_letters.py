"""A corpus of hostile letters: each is refused in words of three languages, or made harmless."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from django.utils.translation import override
from PIL import Image

from academy.documents.check import Cleaned, cleaned
from academy.errors import Refused
from academy.testing import letters

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SCRIPT = b"<script>armed()</script>"


def check(content: bytes, name: str = "letter.pdf") -> Cleaned:
    """What becomes of an upload."""
    return cleaned(io.BytesIO(content), name)


def changed(change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """A PDF of one page to which something was done."""
    with pikepdf.open(io.BytesIO(letters.pdf())) as made:
        change(made)
        return letters.saved(made)


def nested(made: pikepdf.Pdf) -> None:
    """A script forty direct dictionaries deep."""
    inside = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="armed()")
    for _level in range(40):
        inside = pikepdf.Dictionary(Inner=pikepdf.Array([inside]))
    made.Root.Private = inside


def huge_picture() -> bytes:
    """A PNG of a few kilobytes that unfolds to 81 megapixels."""
    made = io.BytesIO()
    Image.new("1", (9000, 9000)).save(made, "PNG")
    return made.getvalue()


REFUSED = {
    "a web page that is called a PDF": b"<!doctype html>" + SCRIPT,
    "EICAR that is called a PDF": EICAR,
    "a program": b"MZ\x90\x00" + bytes(200),
    "an archive": b"PK\x03\x04" + bytes(200),
    "a drawing with a script": b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>",
    "a web page with the head of a PDF in it": SCRIPT + b"%PDF-1.7\n" + SCRIPT,
    "a password": letters.protected_pdf(),
    "cut off": letters.pdf()[:-200],
    "a photograph that is cut off": letters.photograph(size=(400, 300))[:-2000],
    "pages without end": letters.pdf(pages=300),
    "a bomb of object streams": letters.bomb_pdf(),
    "a picture that unfolds": huge_picture(),
    "a text in a picture that unfolds": letters.bomb_png(),
    "nothing": b"",
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED.keys())
def test_it_is_refused_in_words_of_three_languages(content: bytes) -> None:
    said = []
    for language in ("en", "fr", "es"):
        with override(language), pytest.raises(Refused) as refusal:
            check(content)
        said.append(str(refusal.value))
    assert len(set(said)) == 3
    for words in said:
        assert words.endswith(".")
        assert "Error" not in words


HARMLESS = {
    "every trick at once": letters.armed_pdf(),
    "a script in nested direct dictionaries": changed(nested),
    "a file inside": changed(lambda made: made.attachments.__setitem__("armed.exe", b"armed" + EICAR)),
    "a script behind the end": letters.pdf() + SCRIPT + b"armed",
    "an archive behind a photograph": letters.photograph() + b"PK\x03\x04 armed",
    "a script behind a scan": letters.photograph("PNG") + SCRIPT,
}


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS.keys())
def test_it_is_made_harmless(content: bytes) -> None:
    letter = check(content)
    plain = letter.content
    if letter.content_type == "application/pdf":
        with pikepdf.open(io.BytesIO(letter.content)) as opened:
            plain += b"".join(thing.unparse(resolved=True) for thing in (opened.trailer, *opened.objects))
            assert not opened.attachments
    for word in (b"armed", b"JavaScript", b"Launch", b"XFA", b"EmbeddedFile", b"PK\x03\x04"):
        assert word not in plain, word


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\letters\\ours.exe", "ours.pdf"),
        ("ours\x00.pdf\r\nSet-Cookie: a=b", "ours.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("\n\t", "letter.pdf"),
        ("", "letter.pdf"),
        (".pdf", ".pdf.pdf"),
    ],
)
def test_a_name_is_only_words(name: str, title: str) -> None:
    assert check(letters.pdf(), name).title == title
