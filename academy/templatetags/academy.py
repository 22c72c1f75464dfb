"""Filters for money, days and texts, and the few tags of the page's frame; built in, no {% load %} needed."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info, override

from academy import markup, wording

register = template.Library()


@register.filter
def euros(amount: Decimal | None) -> str:
    """``{{ price|euros }}``: €2,720.00; nothing for no amount."""
    return "" if amount is None else wording.euros(amount)


@register.filter
def without_empty_heading(table: SafeString) -> SafeString:
    """The desk’s table of rows, with a cell where Django writes an empty heading, which screen readers announce."""
    return mark_safe(table.replace('<th class="original"></th>', '<td class="original"></td>'))


@register.filter
def money(amount: Decimal, currency: str) -> str:
    """``{{ row.amount|money:row.currency }}``: US$50.00."""
    return wording.money(amount, currency)


@register.filter
def day(value: date | None) -> str:
    """``{{ edition.starts|day }}``: 30 June 2025; nothing for no day."""
    return wording.day(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """``{{ letter.sent_at|moment }}``: 30 June 2025, 09:05, in Turin; nothing for no moment."""
    return wording.moment(value) if value else ""


@register.filter
def time_of_day(value: datetime) -> str:
    """``{{ session.ends_at|time_of_day }}``: 15:30, in Turin."""
    return wording.time_of_day(value)


@register.filter
def iso(value: datetime) -> str:
    """``<time datetime="{{ event.at|iso }}">``: the moment as HTML wants it, to the second."""
    return value.isoformat(timespec="seconds")


@register.filter
def utc_moment(value: datetime) -> str:
    """``{{ last_minute|utc_moment }}``: 30 June 2025, 21:59, for readers who know their distance from UTC."""
    return wording.moment(value, UTC)


@register.filter
def days(first: date | None, last: date | None) -> str:
    """``{{ edition.starts|days:edition.ends }}``: 30 June – 1 August 2025; nothing for no first day."""
    return wording.days(first, last) if first else ""


@register.filter
def week_day(value: date) -> str:
    """``{{ day|week_day }}``: Monday 30 June 2025."""
    return wording.week_day(value)


@register.filter
def short_day(value: date) -> str:
    """``{{ mark.day|short_day }}``: 30 Jun."""
    return wording.short_day(value)


@register.filter
def month(value: date) -> str:
    """``{{ mark.day|month }}``: Jun, the month alone."""
    return wording.month(value)


@register.filter
def month_name(value: date) -> str:
    """``{{ month.first|month_name }}``: June, as a heading."""
    return wording.month_name(value)


@register.filter
def percent(share: float) -> str:
    """``{{ bar.x|percent }}``: 12.5%, with a point in every language, as attributes of SVG want it."""
    return f"{share:.6g}%"


@register.filter
def language_name(code: str) -> str:
    """``{{ elective.language|language_name }}``: French."""
    return wording.language_name(code)


@register.filter
def languages(codes: Iterable[str]) -> str:
    """``{{ course.languages|languages }}``: English and French."""
    return wording.languages(codes)


@register.filter
def lines(text: str) -> list[str]:
    """The lines of ``text`` that hold something, without their outer spaces."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@register.filter
def markdown(text: str, shift: int = 2) -> SafeString:
    """``{{ passage.text|markdown }}``: HTML; raw HTML in the text is shown, not obeyed, so the result is safe."""
    return mark_safe(markup.html(text, shift))


@register.simple_tag(takes_context=True)
def translated_url(context: template.Context, language: str) -> str:
    """The address of the present page in ``language``; of the start page where this one has no other language."""
    request: HttpRequest = context["request"]
    here = request.get_full_path()
    there = translate_url(here, language)
    if there == here and not here.startswith(f"/{language}/"):
        with override(language):
            return reverse("catalogue:home")
    return there


@register.simple_tag
def site_languages() -> list[dict[str, str]]:
    """The languages of the site: ``code``, ``name_local`` and the rest of Django's facts about each."""
    return [dict(get_language_info(code)) for code, _name in settings.LANGUAGES]


@register.simple_tag(takes_context=True)
def menu_link(context: template.Context, url_name: str, label: str) -> SafeString:
    """A link of the menu that says when it leads to the present page, or to one above it."""
    url, path = reverse(url_name), context["request"].path
    current = "page" if path == url else "true" if path.startswith(url) else ""
    attribute = format_html(' aria-current="{}"', current) if current else ""
    return format_html('<a href="{}"{}>{}</a>', url, attribute, label)


@register.simple_block_tag
def page_title(content: SafeString) -> SafeString:
    """The page's title for browsers, and for those who show a link to it: {% page_title %}…{% endpage_title %}."""
    said = " ".join(content.split())
    return format_html('<title>{}</title>\n  <meta property="og:title" content="{}">', mark_safe(said), mark_safe(said))


@register.simple_block_tag
def page_description(content: SafeString) -> SafeString:
    """What the page is about, for search engines and for those who show a link to it."""
    said = mark_safe(" ".join(content.split()))
    tags = '<meta name="description" content="{}">\n  <meta property="og:description" content="{}">'
    return format_html(tags, said, said)


@register.simple_block_tag
def scrolling(content: SafeString, label: str) -> SafeString:
    """A region around a wide table that scrolls by itself, by keyboard too: {% scrolling _("Electives") %}."""
    return format_html('<div class="scrolling" role="region" tabindex="0" aria-label="{}">{}</div>', label, content)


@register.simple_block_tag
def callout(content: SafeString, tone: str = "note") -> SafeString:
    """Something to notice, in a tone of note, warning, good or bad: {% callout "warning" %}…{% endcallout %}."""
    return format_html('<div class="callout callout--{}">{}</div>', tone, content)
