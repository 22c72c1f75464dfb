"""The typefaces and style sheets of our PDFs, read from our own files and from nowhere else."""

from base64 import b64decode
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from certificates import glyphs

OURS = Path(settings.BASE_DIR) / "static"
SHEETS = OURS / "pdf"
PICTURE = "data:image/jpeg;base64,"


class OutsideAddress(FatalURLFetchingError):
    """A document asked for something that is not one of our own files."""


class OurFilesOnly(URLFetcher):
    """Hands WeasyPrint files below ``static/``, the typeface of Chinese letters and pictures that came with the values.

    Every other address is refused.

    So no document can be made to read the network or the machine; a refusal ends the rendering.
    """

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The file at a ``file:`` address, or a picture that is in the address. Raises OutsideAddress for all else."""
        if url.startswith(PICTURE):
            return URLFetcherResponse(url, b64decode(url.removeprefix(PICTURE), validate=True))
        parts = urlsplit(url)
        path = Path(unquote(parts.path)).resolve()
        ours = path.is_relative_to(OURS) or path == glyphs.HAN
        if parts.scheme != "file" or parts.netloc or not ours or not path.is_file():
            raise OutsideAddress(f"not one of our files: {url}")
        return URLFetcherResponse(url, path.read_bytes())


@cache
def fetcher() -> OurFilesOnly:
    """The one fetcher of this process."""
    return OurFilesOnly()


@cache
def configuration() -> FontConfiguration:
    """The fonts of this process: loaded once, which halves the time of a page and keeps memory flat."""
    return FontConfiguration()


@cache
def sheet(name: str) -> CSS:
    """The style sheet ``static/pdf/<name>.css``, parsed once in this process."""
    return CSS(filename=str(SHEETS / f"{name}.css"), font_config=configuration(), url_fetcher=fetcher())


@cache
def han() -> CSS:
    """The typeface of Chinese, Japanese and Korean letters, which comes as a package of its own."""
    face = f'@font-face {{ font-family: "Noto Sans CJK"; src: url("{glyphs.HAN.as_uri()}"); }}'
    return CSS(string=face, font_config=configuration(), url_fetcher=fetcher())


def sheets(name: str, text: str) -> list[CSS]:
    """The style sheet, and before it those whose typefaces the letters of ``text`` need besides the usual ones."""
    return [*(han() if one == "han" else sheet(one) for one in glyphs.sheets(text)), sheet(name)]
