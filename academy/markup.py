"""Markdown of the catalogue to HTML that can stand in a page."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

LOWEST = 6


def html(text: str, shift: int = 2) -> str:
    """CommonMark without raw HTML or pictures; headings go ``shift`` levels down, so that # is an h3 by default."""
    reader = MarkdownIt("commonmark", {"html": False}).disable("image")
    tokens = reader.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1:]) + shift, LOWEST)}"
    return _rendered(reader, tokens, reader.options)


def _rendered(reader: MarkdownIt, tokens: Sequence[Token], options: OptionsDict) -> str:
    rendered: str = reader.renderer.render(tokens, options, {})
    return rendered
