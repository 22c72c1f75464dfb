"""The calendar shows a year's editions and deadlines, drawn and in words."""

from datetime import date

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from academy.year import Plan, Span, year
from catalogue.models import Edition
from catalogue.tests import build

DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


def edition(code: str = "A9900001", **days: date) -> Edition:
    """An edition whose days do not follow today's."""
    made = build.open_edition(code=code, electives=0)
    made.phases.all().delete()
    for name, day in days.items():
        setattr(made, name, day)
    made.save()
    return made


def around_new_year() -> Edition:
    """From 20 December 2030 to 10 January 2031; one may apply until 1 November 2030."""
    return edition(
        starts=date(2030, 12, 20),
        ends=date(2031, 1, 10),
        applications_open=date(2030, 1, 1),
        applications_close=date(2030, 11, 1),
    )


@pytest.mark.django_db
def test_an_edition_stands_in_each_year_in_which_it_runs(client: Client) -> None:
    around_new_year()
    old, new = (client.get(f"/en/calendar/{number}/").content.decode() for number in (2030, 2031))
    assert 'id="month-11">November</h2>' in old and "Last day to apply" in old
    assert 'id="month-12">December</h2>' in old and "Begins: 20 December 2030\xa0– 10 January 2031" in old
    assert "20–31 December 2030" in old and "1–10 January 2031" in new
    assert 'class="deadline" cx="83.29%"' in old
    assert 'href="/en/calendar/2031/"' in old and 'href="/en/calendar/2030/"' in new


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["1066", "9999", "0", "99999999999999999999"])
def test_a_year_of_which_nothing_is_known_is_not_found(client: Client, number: str) -> None:
    around_new_year()
    answer = client.get(f"/en/calendar/{number}/")
    assert answer.status_code == 404 and "<h1" in answer.content.decode()


@pytest.mark.django_db
def test_a_year_without_editions_says_so(client: Client) -> None:
    assert "Nothing is planned in this year" in client.get("/en/calendar/").content.decode()
    around_new_year()
    assert "Nothing is planned in this year" in client.get("/en/calendar/2029/").content.decode()


@pytest.mark.django_db
def test_the_months_are_called_in_the_language_of_the_page(client: Client) -> None:
    around_new_year()
    assert ">Décembre</h2>" in client.get("/fr/calendar/2030/").content.decode()


@pytest.mark.django_db
def test_a_year_takes_as_many_queries_for_many_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = build.open_edition(code="A9900001")
    assert first.starts
    client.get(f"/en/calendar/{first.starts.year}/")
    for number in range(2, 32):
        build.open_edition(code=f"A990000{number}", electives=0)
    with django_assert_num_queries(6):
        answer = client.get(f"/en/calendar/{first.starts.year}/").content.decode()
    assert "Page 1 of 2" in answer


@given(first=DAYS, length=st.integers(0, 400), deadline=st.none() | DAYS, today=DAYS)
def test_everything_drawn_lies_in_the_year(first: date, length: int, deadline: date | None, today: date) -> None:
    last = date.fromordinal(first.toordinal() + length)
    drawing = year(2026, [Plan("A", "Academy", (Span(first, last, "online"),), deadline)], today)
    (row,) = drawing.rows
    assert bool(row.bars) == (first.year <= 2026 <= last.year)
    for bar, _kind in row.bars:
        assert bar.first.year == bar.last.year == 2026
        assert 0 <= bar.x <= bar.x + bar.width <= 100.01
    assert (row.deadline is not None) == (deadline is not None and deadline.year == 2026)
    assert (drawing.today is not None) == (today.year == 2026)
