"""What finance sees: outstanding by edition, payer and age, income by month, and ledgers handed out by days."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from academy import clock
from academy.accounts.models import User
from academy.columns import FLOOR, TOP, Month, columns
from academy.testing import cast
from enrolment.models import Payer, Place
from enrolment.operations import ledger, payers
from enrolment.rules.finance import Aged, Position, aged, expected, months
from enrolment.selectors import finance
from enrolment.tests import build

TODAY = date(2026, 3, 31)
MONEY = reverse("admin:enrolment_ledgerentry_outstanding")


@pytest.mark.parametrize(
    ("days", "column"), [(-1, 0), (0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4), (900, 4)]
)
def test_what_is_outstanding_is_as_old_as_the_days_since_it_was_due(days: int, column: int) -> None:
    found = aged([Position(1, 1, Decimal(5), TODAY - timedelta(days=days))], TODAY)
    assert [found.not_due, *found.ages] == [Decimal(5 if at == column else 0) for at in range(5)]


@given(st.lists(st.tuples(st.decimals("0.01", "9999", places=2), st.dates(date(2025, 1, 1), date(2027, 12, 31)))))
def test_ages_and_months_always_add_up_to_what_is_outstanding(rows: list[tuple[Decimal, date]]) -> None:
    positions = [Position(1, 1, owed, due) for owed, due in rows]
    together = sum((owed for owed, _due in rows), Decimal(0))
    assert aged(positions, TODAY).total == sum(expected(positions, TODAY).values(), Decimal(0)) == together


def test_months_follow_each_other_over_the_year() -> None:
    assert months(date(2026, 11, 30), 3) == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]


def test_columns_are_as_high_as_their_sums() -> None:
    drawn = columns([Month(TODAY, Decimal(100), Decimal(0)), Month(TODAY, Decimal(20), Decimal(30))])
    heights = [(one.certain_height, one.expected_height) for one in drawn.columns]
    assert heights == [(FLOOR - TOP, 0), ((FLOOR - TOP) // 5, (FLOOR - TOP) * 3 // 10)]
    assert columns([Month(TODAY, Decimal(-5), Decimal(0))]).columns[0].certain_height == 0


@pytest.fixture
def felix() -> User:
    return cast.finance()


def placed(number: int, felix: User, **answers: Any) -> Place:
    edition = build.open_edition(code=f"F{number}", starts_in=10 + number, closes_in=5)
    return build.place(cast.applicant(f"p{number}@example.org", f"Person {number}"), edition, by=felix, **answers)


def pay(place: Place, amount: int, felix: User) -> None:
    got: dict[str, Any] = {"on": clock.today(), "reference": "R", "by": felix, "now": clock.now()}
    ledger.record_payment(place, Decimal(amount), payer=payers.payer_of(place), **got)


@pytest.mark.django_db
def test_the_page_adds_up_who_owes_what_and_what_came_in(felix: User) -> None:
    pay(placed(0, felix), 720, felix)
    placed(9, felix, **build.SPONSOR)
    pay(placed(1, felix), 2800, felix)
    page = cast.browser(felix).get(MONEY)
    assert page.context["all"].aged == Aged(Decimal(2000) + build.PRICE, (Decimal(0),) * 4)
    assert page.context["refunds"] == 80
    assert [(row.label, row.aged.total) for row in page.context["payers"]] == [
        ("Ministry of Labour", build.PRICE),
        ("Participants who pay themselves", 2000),
    ]
    assert [row.aged.total for row in page.context["editions"]] == [2000, build.PRICE]
    now = page.context["months"][finance.MONTHS_BACK - 1]
    assert (now.first, now.certain) == (clock.today().replace(day=1), 3520)
    assert sum(month.expected for month in page.context["months"]) == 2000 + build.PRICE
    for row in page.context["editions"]:
        assert cast.browser(felix).get(row.url).context["cl"].result_count == 1


@pytest.mark.django_db
def test_the_page_costs_the_same_however_much_is_outstanding(
    felix: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        placed(number, felix)
    with django_assert_num_queries(5):
        finance.figures(clock.today())


@pytest.mark.django_db
def test_accounting_gets_the_entries_between_two_days(felix: User) -> None:
    place = placed(0, felix)
    yesterday = clock.today() - timedelta(days=1)
    got: dict[str, Any] = {"on": yesterday, "reference": "R 17", "by": felix, "now": clock.now()}
    ledger.record_payment(place, Decimal(720), payer=Payer.objects.get(), **got)
    browser, sheet = cast.browser(felix), reverse("admin:enrolment_ledgerentry_csv")
    whole = browser.get(sheet).content.decode()
    part = browser.get(sheet, {"on__gte": yesterday.isoformat(), "on__lte": yesterday.isoformat()}).content.decode()
    assert (len(whole.splitlines()), len(part.splitlines())) == (4, 2)
    assert f"{yesterday.isoformat()},Payment,R 17,Person 0,F0,Person 0,-720.00,,Felix Okafor," in part
    shown = browser.get(reverse("admin:enrolment_ledgerentry_changelist"), {"on__lte": yesterday.isoformat()})
    assert shown.context["cl"].result_count == 1


@pytest.mark.django_db
def test_the_list_of_entries_costs_the_same_however_long_it_is(
    felix: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        placed(number, felix)
    browser = cast.browser(felix)
    browser.get("/admin/")
    with django_assert_num_queries(7):
        browser.get(reverse("admin:enrolment_ledgerentry_changelist"))
