"""Money, days and languages said as people say them, in three languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override

from academy import wording
from academy.markup import html

FIRST, LAST = date(2025, 6, 30), date(2025, 8, 1)


def plain(text: str) -> str:
    """``text`` with its narrow and unbreakable spaces as plain ones."""
    return text.replace("\u2009", " ").replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize(("language", "said"), [("en", "€2,720.00"), ("fr", "2 720,00 €"), ("es", "2.720,00 €")])
def test_money_is_said_as_the_language_says_it(language: str, said: str) -> None:
    with override(language):
        assert plain(wording.euros(Decimal("2720.00"))) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "30 June – 1 August 2025"),
        ("fr", "30 juin – 1er août 2025"),
        ("es", "30 de junio – 1 de agosto de 2025"),
    ],
)
def test_two_days_are_said_once_where_they_agree(language: str, said: str) -> None:
    with override(language):
        assert plain(wording.days(FIRST, LAST)) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2025, 6, 3), date(2025, 6, 5), "3–5 June 2025"),
        (date(2025, 12, 30), date(2026, 1, 5), "30 December 2025 – 5 January 2026"),
        (date(2025, 6, 3), date(2025, 6, 3), "3 June 2025"),
        (date(2025, 6, 3), None, "3 June 2025"),
    ],
)
def test_an_interval_in_english(first: date, last: date | None, said: str) -> None:
    assert plain(wording.days(first, last)) == said


def test_a_moment_is_told_in_turin() -> None:
    assert wording.moment(datetime(2025, 7, 1, 22, 30, tzinfo=UTC)) == "2 July 2025, 00:30"
    assert wording.day(datetime(2025, 7, 1, 22, 30, tzinfo=UTC)) == "2 July 2025"


@pytest.mark.parametrize(("language", "said"), [("en", "English and French"), ("fr", "anglais et français")])
def test_languages_are_named_in_the_language_of_the_page(language: str, said: str) -> None:
    with override(language):
        assert wording.languages(["en", "fr"]) == said


def test_markdown_becomes_html_below_the_headings_of_the_page() -> None:
    assert html("# Why\n\n- one\n- two") == "<h3>Why</h3>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
    assert html("##### Deep") == "<h6>Deep</h6>\n"


def test_markdown_does_not_let_markup_or_scripts_through() -> None:
    shown = html("<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://example.org/p.png)")
    assert "<script" not in shown
    assert 'href="javascript' not in shown
    assert "<img" not in shown


def test_nothing_is_said_of_what_is_not_there() -> None:
    source = "{{ none|euros }}{{ none|day }}{{ none|days:none }}{{ none|moment }}"
    assert Template(source).render(Context({"none": None})) == ""


def test_lines_are_the_lines_that_hold_something() -> None:
    assert Template("{{ text|lines|join:';' }}").render(Context({"text": " a \n\n b"})) == "a;b"


def test_django_writes_english_dates_as_the_site_does() -> None:
    moment = datetime(2025, 6, 30, 15, 5, tzinfo=UTC)
    assert Template("{{ day|date }}; {{ day|time }}").render(Context({"day": moment})) == "30 June 2025; 17:05"


def test_french_counts_the_first_of_a_month_and_no_other_day() -> None:
    first, last = date(2027, 3, 1), date(2027, 3, 21)
    with override("fr"):
        assert [plain(text) for text in (wording.day(first), wording.day(last), wording.short_day(first))] == [
            "1er mars 2027",
            "21 mars 2027",
            "1er mars",
        ]
        assert wording.days(first, last) == "1er–21 mars 2027"
