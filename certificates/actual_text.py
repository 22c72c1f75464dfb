"""What a line of a PDF says, letter by letter, beside the glyphs that draw it.

Shaping moves and joins the letters of Indic and other scripts, so a reader that goes by glyphs finds them in another
order. Each run of text in such letters therefore carries its own words (``ActualText``): in the page's content for
programs that copy text, and in the structure for those that read aloud. Programs that copy turn what is written from
right to left themselves, and would turn these words as well: there the structure alone has them.
"""

from collections.abc import Iterator
from typing import Any
from unicodedata import bidirectional

import pydyf
from weasyprint import Document
from weasyprint.formatting_structure.boxes import TextBox

SHAPED = 0x0590  # below are Latin, Greek, Cyrillic and Armenian, whose glyphs follow one another as the letters do
SIGNS = range(0x2000, 0x2C00)


def write(document: Document, pdf: pydyf.PDF) -> None:
    """Complete a tagged ``pdf`` before it is written: WeasyPrint's ``finisher``.

    Runs are known by their order alone. Where that is not plain, as with words inside a link, the document stays as it
    is: its letters are right on paper, and only what is copied from them may not be.
    """
    texts = [box.text for page in document.pages for box in text_boxes(page._page_box)]  # noqa: SLF001
    if not any(shaped(text) for text in texts) or len(found := list(runs(pdf))) != len(texts):
        return
    for text, (element, mark) in zip(texts, found, strict=True):
        if shaped(text):
            element["ActualText"] = pydyf.String(text)
            if not any(bidirectional(letter) in ("R", "AL") for letter in text):
                mark["ActualText"] = pydyf.String(text)


def shaped(text: str) -> bool:
    """Whether glyphs may stand in another order than the letters of ``text``."""
    return any(ord(letter) >= SHAPED and ord(letter) not in SIGNS for letter in text)


def text_boxes(box: Any) -> Iterator[TextBox]:
    """The runs of text below ``box``, in the order of the source."""
    box = getattr(box, "_box", box)  # what is set absolutely stands behind a placeholder
    if isinstance(box, TextBox):
        yield box
    else:
        for child in box.children:
            yield from text_boxes(child)


def runs(pdf: pydyf.PDF) -> Iterator[tuple[pydyf.Dictionary, pydyf.Dictionary]]:
    """For each run, in the same order, its element of the structure and its mark in the content of the page."""
    dictionaries = [one for one in pdf.objects if isinstance(one, pydyf.Dictionary)]
    marks = {page.reference: marks_of(pdf, page) for page in dictionaries if page.get("Type") == "/Page"}
    for element in dictionaries:
        if element.get("S") == "/Span" and element.get("Type") == "/StructElem":
            for number in element["K"]:
                if isinstance(number, int):
                    yield element, marks[element["Pg"]][number]


def marks_of(pdf: pydyf.PDF, page: pydyf.Dictionary) -> dict[int, pydyf.Dictionary]:
    """The marks in the content of a page, by number."""
    (content,) = (one for one in pdf.objects if one.reference == page["Contents"])
    return {part["MCID"]: part for part in content.stream if isinstance(part, pydyf.Dictionary) and "MCID" in part}
