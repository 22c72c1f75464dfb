"""The start page of the desk: what must be done today, by role."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from academy import clock
from academy.accounts.models import User
from academy.jobs.models import Job, JobState
from academy.testing import cast
from enrolment.admin import today
from enrolment.models import Application
from enrolment.operations import ledger, payers
from enrolment.tests import build

pytestmark = pytest.mark.django_db


def numbers(person: User) -> dict[str, int]:
    """What the page tells somebody."""
    return {task.label: task.number for task in today.tasks(person, clock.today())}


def a_busy_day() -> None:
    """Two applications, one place unpaid ten days before the start, one overpaid, one failed job."""
    reviewer = cast.staff("r@example.org", "R", "Reviewer")
    edition = build.open_edition()
    for number in range(2):
        application = build.submitted(cast.applicant(f"a{number}@example.org", f"A {number}"), edition)
        sent = clock.now() - timedelta(days=3 + number)
        Application.objects.filter(pk=application.pk).update(submitted_at=sent)
    build.place(cast.applicant(), build.open_edition(code="A2", starts_in=10, closes_in=1), by=reviewer)
    overpaid = build.place(cast.another_applicant(), build.open_edition(code="A3"), by=reviewer)
    ledger.record_payment(
        overpaid,
        Decimal(2800),
        payer=payers.organization("P"),
        on=clock.today(),
        reference="R",
        by=reviewer,
        now=clock.now(),
    )
    Job.objects.create(work="x.y", subject="1", state=JobState.FAILED, asked_at=clock.now(), due_at=clock.now())


REVIEW, REFUNDS, LATE, FAILED = "Applications to be reviewed", "Refunds due", "To be paid by now", "Failed jobs"
MOVES, INVOICE = "Participants who ask to move", "Payers to be invoiced"


@pytest.mark.parametrize(
    ("who", "told"),
    [
        (cast.reviewer, {REVIEW: 2}),
        (cast.finance, {REFUNDS: 1, LATE: 1, INVOICE: 2, MOVES: 0}),
        (cast.administrator, {REVIEW: 2, REFUNDS: 1, LATE: 1, INVOICE: 2, MOVES: 0, FAILED: 1}),
    ],
)
def test_each_role_is_told_what_it_can_do(who: Any, told: dict[str, int]) -> None:
    a_busy_day()
    assert numbers(who()) == told


def test_every_number_leads_to_as_many_rows() -> None:
    a_busy_day()
    person = cast.administrator()
    browser = cast.browser(person)
    for task in today.tasks(person, clock.today()):
        assert browser.get(task.url).context["cl"].result_count == task.number


def test_the_page_says_how_long_the_oldest_has_waited_and_what_is_owed() -> None:
    a_busy_day()
    page = cast.browser(cast.administrator()).get("/admin/").content.decode()
    assert "the oldest for 4 days" in page
    assert "€80.00" in page
    assert "€2,720.00" in page


def test_editions_to_come_show_their_deadline_and_free_places() -> None:
    a_busy_day()
    lines = {line["edition"].code: line for line in today.editions(cast.reviewer(), clock.today())}
    assert [(code, lines[code]["free"], lines[code]["days_left"]) for code in ("A9900001", "A2")] == [
        ("A9900001", 30, 20),
        ("A2", 29, 1),
    ]
    assert lines["A9900001"]["edition"].waiting == 2


def test_staff_without_a_role_are_told_nothing() -> None:
    a_busy_day()
    nobody = cast.person("n@example.org", "N", is_staff=True)
    assert (numbers(nobody), today.editions(nobody, clock.today())) == ({}, [])
    assert cast.browser(nobody).get("/admin/").status_code == 200


def test_the_start_page_costs_the_same_whatever_waits(django_assert_num_queries: Any) -> None:
    a_busy_day()
    browser = cast.browser(cast.administrator())
    browser.get("/admin/")
    with django_assert_num_queries(17):
        browser.get("/admin/")


def test_an_edition_with_too_few_places_near_its_deadline_is_at_risk() -> None:
    reviewer = cast.reviewer()
    near = build.open_edition(closes_in=10, minimum=3)
    build.open_edition(code="FAR", closes_in=50, minimum=3)
    build.place(cast.applicant(), near, by=reviewer)
    lines = {line["edition"].code: line["needed"] for line in today.editions(reviewer, clock.today())}
    assert lines == {near.code: 2, "FAR": 0}
    text = cast.browser(reviewer).get("/admin/").content.decode()
    assert "2 more participants are needed (1 of 3)." in text
    assert text.count("more participants are needed") == 1


def test_an_edition_with_enough_places_is_not_at_risk() -> None:
    reviewer = cast.reviewer()
    build.place(cast.applicant(), build.open_edition(closes_in=10, minimum=1), by=reviewer)
    assert "Editions at risk" not in cast.browser(reviewer).get("/admin/").content.decode()
