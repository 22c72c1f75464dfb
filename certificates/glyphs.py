"""Which letters our typefaces can print, and in which of them; known without loading the PDF room."""

from functools import cache
from pathlib import Path
from unicodedata import category

from django.conf import settings
from fontTools.ttLib import TTFont
from noto_cjk_sans_jp_regular import FONT_PATH

FONTS = Path(settings.BASE_DIR) / "static" / "fonts"
HAN = Path(str(FONT_PATH))
JOINERS = "\u200c\u200d\u200e\u200f"
TRADITIONAL = {"TW", "HK", "MO"}


@cache
def usual() -> frozenset[int]:
    """The characters of the typefaces that every document has: Latin, Greek, Cyrillic and Arabic."""
    return frozenset().union(*(_characters(path) for path in (FONTS / "pdf").glob("*-Regular.ttf")))


@cache
def scripts() -> frozenset[int]:
    """The characters of the typefaces that are there for names in other scripts."""
    return frozenset().union(*(_characters(path) for path in (FONTS / "names").glob("*.ttf")))


@cache
def han() -> frozenset[int]:
    """The characters of the one typeface for Chinese, Japanese and Korean."""
    return _characters(HAN)


def _characters(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def plain() -> frozenset[str]:
    """The letters that need no second look, which is nearly all that a document has."""
    return frozenset(letter for letter in map(chr, usual()) if printable(letter))


def unprintable(text: str) -> str:
    """The letters of ``text`` that our typefaces lack, each once: they would come out as empty boxes.

    So are signs that print nothing and only change the order of what is read, and those that are no character.
    """
    rare = set(text) - plain()
    lacking = {letter for letter in rare if not (letter.isspace() or printable(letter))}
    return "".join(sorted(lacking, key=text.index))


def printable(letter: str) -> bool:
    """Whether one of our typefaces has it; the files for rare scripts are opened only for them."""
    if letter in JOINERS:
        return True
    return category(letter) not in ("Cf", "Cc", "Co") and any(ord(letter) in face() for face in (usual, scripts, han))


def sheets(text: str) -> list[str]:
    """The style sheets with the further typefaces that ``text`` needs, in the order in which they are tried."""
    rare = {ord(letter) for letter in set(text) - plain()}
    return [name for name, face in (("scripts", scripts), ("han", han)) if rare & face()] if rare else []


def tongue(name: str, country: str) -> str:
    """The language in whose shapes a name in Chinese characters is printed, as HTML names it; "" for other scripts.

    Kana are Japanese and Hangul is Korean; otherwise the country decides, as with 直 in Tokyo and in Beijing.
    """
    places = {ord(letter) for letter in name}
    if places & {*range(0x3040, 0x3100)}:
        return "ja"
    if places & {*range(0x1100, 0x1200), *range(0xAC00, 0xD7A4)}:
        return "ko"
    if not places & {*range(0x3400, 0xA000), *range(0xF900, 0xFB00), *range(0x20000, 0x32000)}:
        return ""
    return {"JP": "ja", "KR": "ko"}.get(country) or ("zh-Hant" if country in TRADITIONAL else "zh-Hans")
