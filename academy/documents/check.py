"""Deciding by its content whether an uploaded letter is one, and cleaning it.

Names and declared types are not believed: a file is what its parser says it is. Whatever could act when a
reviewer opens it (scripts, actions, files inside) is taken out, and the file is written anew, which also drops
what was hung before or behind it. No database, no clock; bytes in, bytes out.
"""

import io
import logging
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Protocol

import pikepdf
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps

from academy.errors import Refused

MOST_BYTES = 10 * 1024 * 1024
MOST_PAGES = 50
MOST_PIXELS = 50_000_000
"""A photograph of 50 megapixels takes 150 MB of memory while it is written anew."""

KEYS_THAT_ACT = (
    *("/OpenAction", "/AA", "/JavaScript", "/JS", "/XFA"),
    *("/EmbeddedFiles", "/EF", "/AF", "/Collection", "/RichMediaContent", "/Movie", "/Sound"),
)
ACTIONS = (
    *("/GoToR", "/GoToE", "/GoToDp", "/Launch", "/Sound", "/Movie", "/Hide", "/SubmitForm", "/ResetForm"),
    *("/ImportData", "/SetOCGState", "/Rendition", "/GoTo3DView", "/JavaScript", "/RichMediaExecute"),
)
"""Every kind of action in ISO 32000-2, table 201, but for those that only turn to a page or to an address."""

# A few kilobytes can unfold to gigabytes while qpdf reads the table of objects; these bounds are the whole
# process's, and far above what any of our own documents needs.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=32 * 1024 * 1024,
    png_max_memory=32 * 1024 * 1024,
    run_length_max_memory=32 * 1024 * 1024,
    tiff_max_memory=32 * 1024 * 1024,
    max_stream_filters=4,
    parser_max_container_size=200_000,
    doc_max_warnings=50,
)
ONE_AT_A_TIME = threading.Lock()
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Cleaned:
    """A letter that is safe to show: its bytes, what they are, and a name whose ending tells the same."""

    content: bytes
    content_type: str
    title: str


class Readable(Protocol):
    """A file that is open for reading bytes, such as an upload."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes."""


def cleaned(upload: Readable, name: str) -> Cleaned:
    """The letter in ``upload``, cleaned; never reads more than the limit. Of its ``name`` only the stem is kept.

    Raises Refused, with a sentence for the person who uploaded it, for anything that is not a readable PDF, JPEG
    or PNG of at most 10 MB.
    """
    content = upload.read(MOST_BYTES + 1)
    if not content:
        raise Refused(_("This file is empty. Please choose it again."))
    if len(content) > MOST_BYTES:
        raise Refused(_("This file is larger than 10 MB. A scan in grey or at a lower resolution is smaller."))
    stem = stem_of(name)
    if b"%PDF-" in content[:1024]:
        return Cleaned(parsed(clean_pdf, content), "application/pdf", f"{stem}.pdf")
    if content.startswith(b"\xff\xd8\xff"):
        return Cleaned(parsed(clean_jpeg, content), "image/jpeg", f"{stem}.jpg")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Cleaned(parsed(clean_png, content), "image/png", f"{stem}.png")
    raise Refused(_("This is not a PDF, JPEG or PNG file, whatever its name says. Please save it as a PDF."))


def stem_of(name: str) -> str:
    """Of an uploaded file's name the last part without its ending, and of that only what can be read.

    Paths of any system, control characters and those that turn the direction of writing are left out.
    """
    last = PurePath(name.splitlines()[0].replace("\\", "/") if name.strip() else "").stem
    return "".join(one for one in last if one.isprintable()).strip()[:180] or "letter"


def parsed(clean: Callable[[bytes], bytes], content: bytes) -> bytes:
    """``clean(content)``; whatever a broken file makes its parser say becomes one sentence."""
    try:
        return clean(content)
    except Refused:
        raise
    except Exception as error:  # parsers of hostile files raise nearly anything
        log.info("letter refused: %s: %s", type(error).__name__, error)
        raise Refused(_("This file is damaged and cannot be opened. Please save or scan it again.")) from error


def clean_pdf(content: bytes) -> bytes:
    """The PDF written anew without anything that acts. Raises Refused for a password or too many pages."""
    try:
        pdf = pikepdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise Refused(_("This PDF is protected by a password. Please save it without one.")) from error
    with pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise Refused(_("A file has at most %(most)s pages.") % {"most": MOST_PAGES})
        for thing in (pdf.trailer, *pdf.objects):
            disarm(thing)
        anew = io.BytesIO()
        with warnings.catch_warnings(category=pikepdf.PageCopyWarning, action="ignore"):  # a form may be in pieces
            pdf.save(anew, encryption=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return anew.getvalue()


def without_names(found: Cleaned) -> Cleaned:
    """The same without the properties of a PDF, which tell who wrote it; of a picture they are gone already."""
    if found.content_type != "application/pdf":
        return found
    anew = io.BytesIO()
    with pikepdf.open(io.BytesIO(found.content)) as pdf:
        for holder, key in ((pdf.trailer, "/Info"), (pdf.Root, "/Metadata")):
            if key in holder:
                del holder[key]
        pdf.save(anew)
    return replace(found, content=anew.getvalue())


def disarm(thing: pikepdf.Object) -> None:
    """Take what acts out of one object and of all that lies inside it; what it refers to has its own turn."""
    waiting = [thing]
    while waiting:
        here = waiting.pop()
        if isinstance(here, pikepdf.Array):
            inside = list(here)
        elif isinstance(here, pikepdf.Dictionary | pikepdf.Stream):
            remove_what_acts(here)
            inside = [value for _key, value in here.items()]
        else:
            continue
        waiting += [value for value in inside if isinstance(value, pikepdf.Object) and not value.is_indirect]


def remove_what_acts(holder: pikepdf.Object) -> None:
    """Delete the keys that act; an action that does more than turn to a page or an address loses everything."""
    kind = str(holder.get("/S", ""))
    doomed = list(holder.keys()) if kind in ACTIONS else [key for key in KEYS_THAT_ACT if key in holder]
    if kind == "/URI" and not web_address(holder):
        doomed.append("/URI")
    for key in doomed:
        del holder[key]


def web_address(action: pikepdf.Object) -> bool:
    """Whether a link leads to a page or a mailbox, and not to a script."""
    return str(action.get("/URI", "")).strip().lower().startswith(("http://", "https://", "mailto:"))


def clean_jpeg(content: bytes) -> bytes:
    """The photograph, upright, without the place and time that a telephone writes into it."""
    picture = picture_in(content, "JPEG")
    return written(picture.convert("L" if picture.mode == "L" else "RGB"), "JPEG", quality=90)


def clean_png(content: bytes) -> bytes:
    """The picture without its texts; only its first frame."""
    picture = picture_in(content, "PNG")
    return written(picture.convert("RGBA" if picture.has_transparency_data else "RGB"), "PNG")


def picture_in(content: bytes, kind: str) -> Image.Image:
    """The picture, read to its last pixel and turned upright. Raises Refused when it is too large to unfold."""
    with strictly(), Image.open(io.BytesIO(content), formats=[kind]) as looked_at:
        if looked_at.width * looked_at.height > MOST_PIXELS:
            raise Refused(_("This picture has too many pixels. Please scan at 300 dots per inch or less."))
        looked_at.verify()
        picture = Image.open(io.BytesIO(content), formats=[kind])
        picture.load()
    return ImageOps.exif_transpose(picture)


@contextmanager
def strictly() -> Iterator[None]:
    """Let Pillow refuse what is cut off or unfolds without end.

    WeasyPrint, where it is loaded, tells the whole process to be lenient; one picture at a time is read strictly.
    """
    with ONE_AT_A_TIME:
        lenient = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def written(picture: Image.Image, kind: str, **options: int) -> bytes:
    """The pixels as a new file, and nothing but the pixels."""
    picture.info.clear()
    anew = io.BytesIO()
    picture.save(anew, kind, **options)
    return anew.getvalue()
