"""Places at the desk: who sees what, and what each button does."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.money import ZERO
from academy.testing import cast
from enrolment.models import Place
from enrolment.operations import ledger, payers, record
from enrolment.tests import build

pytestmark = pytest.mark.django_db
LIST = "/admin/enrolment/place/"
INSTEAD = ["substitute", "ask-to-move"]
MONEY, DONE = {"price", "paid", "balance"}, {"done"}


def given(person: User | None = None, **edition: Any) -> Place:
    """A place; the price is charged and nothing is paid."""
    reviewer = User.objects.filter(email="rosa@example.org").first() or cast.reviewer()
    return build.place(person or cast.applicant(), build.open_edition(**edition), by=reviewer)


def paid(place: Place, amount: str, by: User) -> None:
    """A payment that was booked earlier."""
    ledger.record_payment(
        place,
        Decimal(amount),
        payer=payers.organization("Ministry"),
        on=clock.today(),
        reference="",
        by=by,
        now=clock.now(),
    )


def page_of(place: Place) -> str:
    """The address of a place's page."""
    return reverse("admin:enrolment_place_change", args=[place.pk])


def deed(place: Place, name: str) -> str:
    """The address of one deed."""
    return reverse("admin:enrolment_place_do", args=[place.pk, name])


def seen(answer: Any) -> str:
    """What the page carries along."""
    return str(answer.context["seen"])


@pytest.mark.parametrize(
    ("who", "columns", "deeds"),
    [
        (cast.reviewer, DONE, ["evidence"]),
        (cast.finance, MONEY, ["payment", "refund", "correct", "share", "reduce", "cancel", *INSTEAD]),
        (
            cast.administrator,
            MONEY | DONE,
            ["payment", "refund", "correct", "share", "reduce", "cancel", "evidence", *INSTEAD],
        ),
    ],
)
def test_each_role_sees_its_own_columns_ledger_and_buttons(who: Any, columns: set[str], deeds: list[str]) -> None:
    place = given()
    paid(place, "3000", cast.person("clerk@example.org", "Clerk"))
    colleague = User.objects.filter(email="rosa@example.org").get() if who is cast.reviewer else who()
    browser = cast.browser(colleague)
    assert set(browser.get(LIST).context["cl"].list_display) & (MONEY | DONE) == columns
    answer = browser.get(page_of(place))
    assert [offered.name for offered in answer.context["deeds"]] == deeds
    assert ("Ledger" in answer.content.decode()) == bool(columns & MONEY)


@pytest.mark.parametrize("name", ["payment", "refund", "share", "reduce", "cancel", *INSTEAD])
def test_a_reviewer_can_neither_open_nor_send_what_moves_money(name: str) -> None:
    place = given()
    browser = cast.browser(User.objects.get(email="rosa@example.org"))
    assert browser.get(deed(place, name)).status_code == 403
    assert browser.post(deed(place, name), {"amount": "1"}).status_code == 403
    assert place.ledger.paid() == 0


def test_finance_cannot_record_what_is_completed() -> None:
    place = given()
    browser = cast.browser(cast.finance())
    assert browser.get(deed(place, "evidence")).status_code == 403
    assert browser.get(reverse("admin:enrolment_place_record", args=[place.edition_id])).status_code == 403


@pytest.mark.parametrize("address", [LIST, f"{LIST}record/"])
def test_an_applicant_has_no_way_to_the_places_of_others(address: str) -> None:
    given()
    assert cast.browser(cast.another_applicant()).get(address).status_code in (302, 403)


def test_the_money_filter_is_not_there_for_who_may_not_see_money() -> None:
    given()
    browser = cast.browser(User.objects.get(email="rosa@example.org"))
    assert browser.get(LIST, {"money": "owed"}).status_code == 302


def test_the_list_adds_up_price_paid_and_balance() -> None:
    place = given()
    clerk = cast.finance()
    paid(place, "500.50", clerk)
    row = cast.browser(clerk).get(LIST).context["cl"].result_list[0]
    assert (row.price, row.paid, row.balance) == (build.PRICE, Decimal("500.50"), build.PRICE - Decimal("500.50"))


@pytest.mark.parametrize(("money", "found"), [("owed", True), ("late", False), ("refund", False), ("settled", False)])
def test_places_are_found_by_what_is_owed(money: str, found: bool) -> None:
    given(starts_in=60)
    rows = cast.browser(cast.finance()).get(LIST, {"money": money}).context["cl"].result_list
    assert bool(rows) == found


def test_a_longer_list_asks_the_database_no_more_often(django_assert_num_queries: Any) -> None:
    edition = build.open_edition()
    reviewer = cast.reviewer()
    for number in range(6):
        build.place(cast.applicant(f"p{number}@example.org", f"P {number}"), edition, by=reviewer)
    browser = cast.browser(cast.administrator())
    browser.get(LIST)
    with django_assert_num_queries(18):
        browser.get(LIST)


def test_the_filter_shows_the_latest_editions_and_the_one_that_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalogue.admin.filters.MOST_EDITIONS", 1)
    old, new = (given(code="A9900001").edition, given(cast.another_applicant(), code="A9900002", starts_in=90).edition)
    desk = cast.browser(cast.finance())

    def offered(query: dict[str, int]) -> list[str]:
        spec = next(one for one in desk.get(LIST, query).context["cl"].filter_specs if one.title == "edition")
        return [label for _key, label in spec.lookup_choices]

    assert offered({}) == [str(new)]
    assert offered({"edition": old.pk}) == [str(new), str(old)]


def test_a_payment_is_booked_and_the_participant_is_told() -> None:
    place = given()
    browser = cast.browser(cast.finance())
    form = browser.get(deed(place, "payment"))
    assert form.context["form"].initial["amount"] == build.PRICE
    values = {"amount": "720.00", "other": "Ministry", "on": clock.today(), "reference": "TRN 1", "seen": seen(form)}
    browser.post(deed(place, "payment"), values)
    assert (place.ledger.paid(), place.ledger.balance()) == (Decimal("720.00"), Decimal("2000.00"))
    assert place.participant.letters.filter(name="enrolment/payment").count() == 1


def test_a_second_click_books_nothing_more() -> None:
    place = given()
    browser = cast.browser(cast.finance())
    values = {"amount": "720.00", "other": "Ministry", "on": clock.today(), "reference": "TRN 1"}
    values["seen"] = seen(browser.get(deed(place, "payment")))
    browser.post(deed(place, "payment"), values)
    again = browser.post(deed(place, "payment"), values)
    assert (again.status_code, place.ledger.paid()) == (409, Decimal("720.00"))
    assert "The ledger has changed since this page was opened" in again.content.decode()


@pytest.mark.parametrize(("field", "value"), [("amount", "0"), ("amount", "-5"), ("amount", "1.005"), ("amount", "x")])
def test_a_sum_that_is_none_is_not_booked(field: str, value: str) -> None:
    place = given()
    browser = cast.browser(cast.finance())
    values = {"amount": "10", "other": "Ministry", "on": clock.today(), "reference": "TRN 1", "seen": str(build.PRICE)}
    answer = browser.post(deed(place, "payment"), values | {field: value})
    assert (answer.status_code, place.ledger.paid()) == (200, ZERO)
    assert answer.context["form"].errors[field]


def test_money_of_tomorrow_is_not_booked_today() -> None:
    place = given()
    values = {"amount": "10", "other": "M", "on": clock.today() + timedelta(days=1), "reference": "R"}
    answer = cast.browser(cast.finance()).post(deed(place, "payment"), values | {"seen": str(build.PRICE)})
    assert (answer.status_code, place.ledger.paid()) == (409, ZERO)


def test_a_refund_starts_from_the_bank_charges_agreed_and_shows_what_is_sent() -> None:
    place = given()
    clerk = cast.finance()
    browser = cast.browser(clerk)
    assert browser.get(deed(place, "refund")).status_code == 302
    paid(place, str(build.PRICE + 100), clerk)
    form = browser.get(deed(place, "refund"))
    assert [amount for _label, amount in form.context["lines"]] == [Decimal(100), Decimal(-15), Decimal(85)]
    values = {
        "payer": place.ledger.get(kind="payment").payer_id,
        "bank_charges": "12.50",
        "on": clock.today(),
        "seen": seen(form),
    }
    preview = browser.post(deed(place, "refund"), values | {"preview": "yes"})
    assert preview.context["lines"][-1][1] == Decimal("87.50")
    assert place.ledger.filter(kind="refund").count() == 0
    asked = browser.post(deed(place, "refund"), values)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    for password in ("not the password", cast.PASSWORD):
        assert place.ledger.filter(kind="refund").count() == 0
        done = browser.post(asked["Location"], {"password": password, "next": deed(place, "refund")})
    assert done["Location"] == reverse("admin:enrolment_place_change", args=[place.pk])
    assert place.ledger.balance() == 0
    assert place.ledger.get(kind="refund").amount == Decimal("87.50")


def test_cancelling_shows_the_settlement_by_the_day_of_the_notice_and_books_just_that() -> None:
    place = given(starts_in=10)
    Place.objects.filter(pk=place.pk).update(confirmed_at=clock.now() - timedelta(days=30))
    clerk = cast.finance()
    paid(place, "2720", clerk)
    browser = cast.browser(clerk)
    today = browser.get(deed(place, "cancel"))
    assert today.context["lines"][2][1] == Decimal("1360.00")
    notice = {"notice": clock.today() - timedelta(days=4), "why": "", "seen": seen(today)}
    preview = browser.post(deed(place, "cancel"), notice | {"preview": "yes"})
    assert preview.context["lines"][2][1] == 0
    assert not preview.context["form"].errors
    stale = browser.post(deed(place, "cancel"), notice | {"why": "A new post."})
    assert stale.status_code == 409
    place.refresh_from_db()
    assert place.state == "confirmed"
    browser.post(deed(place, "cancel"), notice | {"why": "A new post.", "seen": seen(preview)})
    place.refresh_from_db()
    assert (place.state, place.ledger.balance()) == ("cancelled", Decimal("-2720.00"))
    assert [step.why for step in place.changes.all()] == ["", "A new post."]


@pytest.mark.parametrize("days", [1, -400])
def test_a_notice_from_another_time_is_refused(days: int) -> None:
    place = given()
    browser = cast.browser(cast.finance())
    values = {"notice": clock.today() + timedelta(days=days), "why": "W"}
    values["seen"] = seen(browser.post(deed(place, "cancel"), values | {"preview": "yes"}))
    assert browser.post(deed(place, "cancel"), values).status_code == 409
    place.refresh_from_db()
    assert place.state == "confirmed"


def test_a_cancelled_place_cannot_be_cancelled_again_but_its_penalty_can_be_paid() -> None:
    place = given(starts_in=5)
    browser = cast.browser(cast.finance())
    values = {"notice": clock.today(), "why": "Ill.", "seen": seen(browser.get(deed(place, "cancel")))}
    browser.post(deed(place, "cancel"), values)
    assert [offered.name for offered in browser.get(page_of(place)).context["deeds"]] == ["payment", "waive"]
    assert browser.get(deed(place, "cancel")).status_code == 302
    assert place.ledger.balance() == build.PRICE
    said = {"ground": "illness", "amount": "720.00", "why": "A doctor’s letter."}
    browser.post(deed(place, "waive"), said | {"seen": seen(browser.get(deed(place, "waive")))})
    page = browser.get(page_of(place)).content.decode()
    assert "Illness: €720.00 less than the €2,720.00 of the policy" in page
    assert "A doctor’s letter." in page


def test_evidence_of_one_place_is_recorded_where_it_changed() -> None:
    place = given()
    reviewer = User.objects.get(email="rosa@example.org")
    values = {**build.REQUIRED, **{f"initial-{kind}": 0 for kind in build.REQUIRED}, "plenaries": 0}
    cast.browser(reviewer).post(deed(place, "evidence"), values)
    recorded = {row.kind: row.amount for row in place.evidence.all()}
    assert recorded == {kind: amount for kind, amount in build.REQUIRED.items() if kind != "plenaries"}


def test_the_grid_saves_what_was_changed_and_says_who_is_complete() -> None:
    edition = build.open_edition()
    reviewer = cast.reviewer()
    first, second = (build.place(cast.applicant(f"p{n}@example.org", f"P {n}"), edition, by=reviewer) for n in range(2))
    browser = cast.browser(reviewer)
    url = reverse("admin:enrolment_place_record", args=[edition.pk])
    names = [f"{place.pk}-{kind}" for place in (first, second) for kind in build.REQUIRED]
    values: dict[str, Any] = dict.fromkeys(names, 0) | {f"initial-{name}": 0 for name in names}
    values |= {f"{first.pk}-{kind}": amount for kind, amount in build.REQUIRED.items()}
    answer = browser.post(url, values, follow=True)
    assert answer.context["complete"] == 1
    assert (first.evidence.count(), second.evidence.count()) == (len(build.REQUIRED), 0)
    record.record(second, "electives", 2, by=reviewer, now=clock.now())
    browser.post(url, values | {f"{second.pk}-webinars": 3})
    assert {row.kind: row.amount for row in second.evidence.all()} == {"electives": 2, "webinars": 3}


def test_a_number_that_is_none_saves_nothing_at_all() -> None:
    place = given()
    url = reverse("admin:enrolment_place_record", args=[place.edition_id])
    names = [f"{place.pk}-{kind}" for kind in build.REQUIRED]
    values: dict[str, Any] = dict.fromkeys(names, 1) | {f"initial-{name}": 0 for name in names}
    answer = cast.browser(User.objects.get(email="rosa@example.org")).post(url, values | {names[0]: -1})
    assert "Nothing was saved" in answer.content.decode()
    assert place.evidence.count() == 0


def test_the_grid_of_a_large_group_asks_the_database_no_more_often(django_assert_num_queries: Any) -> None:
    edition = build.open_edition()
    reviewer = cast.reviewer()
    for number in range(5):
        build.place(cast.applicant(f"p{number}@example.org", f"P {number}"), edition, by=reviewer)
    browser = cast.browser(reviewer)
    with django_assert_num_queries(17):
        browser.get(reverse("admin:enrolment_place_record", args=[edition.pk]))


def test_the_grid_of_a_very_large_group_can_be_saved() -> None:
    place = given()
    others = {f"{key}-{kind}": 0 for key in range(900_000, 900_150) for kind in build.REQUIRED}
    names = [f"{place.pk}-{kind}" for kind in build.REQUIRED]
    values: dict[str, Any] = others | {f"initial-{name}": 0 for name in others} | dict.fromkeys(names, 1)
    values |= {f"initial-{name}": 0 for name in names}
    url = reverse("admin:enrolment_place_record", args=[place.edition_id])
    assert cast.browser(User.objects.get(email="rosa@example.org")).post(url, values).status_code == 302
    assert place.evidence.count() == len(names)
