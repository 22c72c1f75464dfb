"""The picture that stands beside a link to a page: its title, its days and its phases on one axis.

Drawn from data in the site's own typefaces and colours, 1200 by 630 pixels as Open Graph's readers want it.
"""

import io
import json
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from PIL import Image, ImageDraw, ImageFont

from academy import wording
from academy.drawings import Row, Timeline

# Raised when the drawing changes, so that every picture is drawn again.
LAYOUT = 1
WIDTH, HEIGHT, MARGIN, BAND = 1200, 630, 72, 18
ACROSS = WIDTH - 2 * MARGIN
PAPER, INK, SOFT, LINE = "#fdfbf7", "#18202b", "#4d5663", "#ded8cb"
BLUE, BLUE_TINT, ACCENT = "#1b3fae", "#e8edfa", "#b0481c"
FILLS = {"residential": ACCENT, "follow-up": BLUE_TINT}
TITLE_SIZES, MOST_ROWS = (68, 60, 52, 46, 40), 3
ROW, THICK = 62, 18


@dataclass(frozen=True)
class Picture:
    """What is drawn: a small line, the title, what stands below it, the phases where their days are known, a foot."""

    eyebrow: str
    title: str
    below: str
    foot: str
    timeline: Timeline | None = None

    @property
    def fingerprint(self) -> str:
        """The same for the same picture, in one short word."""
        spelled = json.dumps([LAYOUT, asdict(self)], cls=DjangoJSONEncoder, sort_keys=True)
        return sha256(spelled.encode()).hexdigest()[:16]


def draw(picture: Picture) -> bytes:
    """The picture as PNG; takes about a tenth of a second."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, BAND), fill=BLUE)
    pen.text((MARGIN, 64), picture.eyebrow, font=face("Sans-SemiBold", 26), fill=ACCENT)
    rows = picture.timeline.rows[:MOST_ROWS] if picture.timeline else ()
    below = title(pen, picture.title, 104, most_lines=2 if len(rows) == MOST_ROWS else 3)
    room = (HEIGHT - 100 - len(rows) * ROW - below) // 40
    for line in wrapped(picture.below, face("Sans-Regular", 30), ACROSS)[:room]:
        pen.text((MARGIN, below), line, font=face("Sans-Regular", 30), fill=INK)
        below += 40
    for number, row in enumerate(rows):
        stretch(pen, row, HEIGHT - 104 - (len(rows) - number) * ROW)
    pen.line((MARGIN, HEIGHT - 88, WIDTH - MARGIN, HEIGHT - 88), fill=LINE, width=2)
    pen.text((MARGIN, HEIGHT - 68), picture.foot, font=face("Serif-Regular", 26), fill=INK)
    return as_png(image)


def title(pen: ImageDraw.ImageDraw, text: str, top: int, most_lines: int) -> int:
    """The title in the largest size in which it takes no more than ``most_lines``; answers where it ends."""
    fitting = (size for size in TITLE_SIZES if len(wrapped(text, face("Serif-Regular", size), ACROSS)) <= most_lines)
    size = next(fitting, TITLE_SIZES[-1])
    for line in wrapped(text, face("Serif-Regular", size), ACROSS)[:most_lines]:
        pen.text((MARGIN, top), line, font=face("Serif-Regular", size), fill=INK)
        top += round(size * 1.16)
    return top + 22


def stretch(pen: ImageDraw.ImageDraw, row: Row, top: int) -> None:
    """One phase: its name and place, its days at the right, and its periods as bars on a thread."""
    days = "; ".join(wording.days(bar.first, bar.last) for bar in row.bars)
    name = f"{row.stretch.label}, {row.stretch.place}"
    pen.text((MARGIN, top), name, font=face("Sans-SemiBold", 22), fill=INK)
    if pen.textlength(name, face("Sans-SemiBold", 22)) + pen.textlength(days, face("Sans-Regular", 22)) < ACROSS - 40:
        pen.text((WIDTH - MARGIN, top), days, font=face("Sans-Regular", 22), fill=SOFT, anchor="ra")
    middle = top + 42
    pen.line((across(row.bars[0].x), middle, across(row.thread_end), middle), fill=LINE, width=3)
    for bar in row.bars:
        box = (across(bar.x), middle - THICK // 2, across(bar.x + bar.width), middle + THICK // 2)
        outline = BLUE if row.stretch.kind == "follow-up" else None
        pen.rounded_rectangle(box, 3, fill=FILLS.get(row.stretch.kind, BLUE), outline=outline, width=2)


def across(percent: float) -> int:
    """Pixels from the left of the picture for per cent of the drawing's width."""
    return MARGIN + round(ACROSS * percent / 100)


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The words of ``text`` in lines that are not wider than ``width`` pixels."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def face(name: str, size: int) -> ImageFont.FreeTypeFont:
    """One of the site's typefaces in a size in pixels."""
    path = settings.BASE_DIR / "static" / "fonts" / "pdf" / f"IBMPlex{name}.ttf"
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def as_png(image: Image.Image) -> bytes:
    """The file; its few colours fit into a palette, which makes it a third as large."""
    file = io.BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()
