"""Which letters our typefaces can print; known without loading the PDF room."""

from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

FONTS = Path(settings.BASE_DIR) / "static" / "fonts" / "pdf"


@cache
def covered() -> frozenset[int]:
    """The characters for which one of our typefaces has a glyph."""
    return frozenset().union(*(_characters(path) for path in FONTS.glob("*-Regular.ttf")))


def _characters(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def unprintable(text: str) -> str:
    """The letters of ``text`` that our typefaces lack, each once: they would come out as empty boxes."""
    return "".join(dict.fromkeys(letter for letter in text if ord(letter) not in covered() and not letter.isspace()))
