"""The one room where PDFs are made: a template, its values and a language go in, bytes come out.

The same values give the same bytes in every process, so a document can be made again after a crash and nobody can
tell. The PDF is tagged (built for PDF/UA-1), has a title, a language and bookmarks, and embeds only our typefaces.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.template.backends.django import DjangoTemplates
from django.utils import translation
from django.utils.translation import gettext as _
from weasyprint import HTML, Attachment, Document

from academy.errors import Refused
from certificates import actual_text, glyphs, typefaces


class Undefined(Exception):
    """A template prints a name that it was not given: a mistake of ours, never an empty line."""


class Loud(str):
    """What the template engine puts in place of an unknown name: an error."""

    def __contains__(self, part: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        raise Undefined(str(name))


@cache
def engine() -> DjangoTemplates:
    """The site's template engine, except that an unknown name is an error."""
    ours: dict[str, Any] = settings.TEMPLATES[0]
    options = {"builtins": ours["OPTIONS"]["builtins"], "string_if_invalid": Loud("%s")}
    return DjangoTemplates({"NAME": "pdf", "DIRS": ours["DIRS"], "APP_DIRS": False, "OPTIONS": options})


def render(
    template: str,
    values: Mapping[str, Any],
    *,
    language: str,
    sheet: str,
    made_at: datetime,
    sizes: Sequence[str],
    pages: range,
    attached: Sequence[Attachment] = (),
) -> bytes:
    """The PDF of ``templates/pdf/<template>`` in ``language``, styled by ``static/pdf/<sheet>.css``.

    ``made_at`` is the only date in its metadata. ``sizes`` are classes of the body: the first in which the number of
    pages is one of ``pages`` is taken. ``attached`` are files that it carries. Raises Refused when a value is blank,
    has letters that our typefaces lack, or does not fit; Undefined when the template wants a name that is not among
    the values; OutsideAddress when it wants a file that is not ours.
    """
    demand_printable(values)
    context = {**values, "language": language, "made_at": made_at.isoformat()}
    for size in sizes:
        with translation.override(language):
            html = engine().get_template(f"pdf/{template}").render({**context, "size": size})
        laid_out = lay_out(html, sheet)
        if len(laid_out.pages) in pages:
            return laid_out.write_pdf(pdf_variant="pdf/ua-1", finisher=actual_text.write, attachments=attached)
    raise Refused(
        _("It takes %(pages)s pages, and has to have %(least)s to %(most)s.")
        % {"pages": len(laid_out.pages), "least": pages[0], "most": pages[-1]}
    )


def lay_out(html: str, sheet: str) -> Document:
    """The pages, with the fonts and the style sheet that this process has loaded already."""
    page = HTML(string=html, base_url=typefaces.SHEETS.as_uri() + "/", url_fetcher=typefaces.fetcher())
    return page.render(font_config=typefaces.configuration(), stylesheets=typefaces.sheets(sheet, html))


def demand_printable(value: Any, name: str = "") -> None:
    """Raise Refused when a text anywhere in ``value`` is blank or cannot be printed; what is not known is left out."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            demand_printable(part, f"{name}.{key}".lstrip("."))
    elif isinstance(value, str):
        _demand_letters(value, name)
    elif isinstance(value, Sequence):
        for position, part in enumerate(value):
            demand_printable(part, f"{name}.{position}")
    elif value is None:
        raise Refused(_("“%(name)s” is missing.") % {"name": name})


def _demand_letters(text: str, name: str) -> None:
    if not text.strip():
        raise Refused(_("“%(name)s” is missing.") % {"name": name})
    if letters := glyphs.unprintable(text):
        raise Refused(
            _("“%(name)s” has letters that cannot be printed: %(letters)s") % {"name": name, "letters": letters}
        )
