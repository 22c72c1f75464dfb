"""The same decision for several applications at once."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from academy import clock
from academy.testing import cast
from enrolment.models import Application
from enrolment.operations import decide
from enrolment.tests import build

pytestmark = pytest.mark.django_db
QUEUE = "/admin/enrolment/application/"


def waiting(number: int, **edition: Any) -> list[Application]:
    """Applications to one edition, in the order in which they were sent."""
    to = build.open_edition(**edition)
    people = [cast.applicant(f"person{n}@example.org", f"Person {n}") for n in range(number)]
    return [build.submitted(person, to) for person in people]


def send(browser: Client, verb: str, applications: list[Application], why: str = "", seen: str = "submitted") -> Any:
    """Send the page that asks for the reason."""
    chosen = [f"{application.pk}:{seen}" for application in applications]
    return browser.post(reverse("admin:enrolment_application_decide"), {"verb": verb, "why": why, "chosen": chosen})


def states(applications: list[Application]) -> list[str]:
    """Where each of them stands now."""
    return [Application.objects.get(pk=application.pk).state for application in applications]


def test_choosing_in_the_list_asks_for_the_reason_and_changes_nothing() -> None:
    applications = waiting(2)
    chosen = {"action": "decline_chosen", "_selected_action": [application.pk for application in applications]}
    answer = cast.browser(cast.reviewer()).post(QUEUE, chosen)
    page = answer.content.decode()
    assert "Decline several applications" in page
    assert [f'value="{application.pk}:submitted"' in page for application in applications] == [True, True]
    assert states(applications) == ["submitted", "submitted"]


def test_each_is_declined_with_the_reason() -> None:
    applications = waiting(3)
    answer = send(cast.browser(cast.reviewer()), "decline", applications, "The group is complete.")
    assert answer.context["done"] == 3
    assert states(applications) == ["declined"] * 3
    letters = [application.applicant.letters.filter(name="enrolment/declined").count() for application in applications]
    assert letters == [1, 1, 1]


def test_places_go_to_those_who_waited_longest_and_the_others_are_told_why_not() -> None:
    applications = waiting(4, capacity=2)
    answer = send(cast.browser(cast.reviewer()), "accept", list(reversed(applications)))
    assert states(applications) == ["accepted", "accepted", "submitted", "submitted"]
    refused = [outcome.refused for outcome in answer.context["outcomes"]]
    assert refused == ["", "", *["All 2 places of this edition are taken."] * 2]
    assert applications[0].edition.places.holding_a_seat().count() == 2


def test_what_a_colleague_decided_meanwhile_is_left_alone_and_the_rest_is_done() -> None:
    applications = waiting(2)
    decide.reserve(applications[0], by=cast.administrator(), why="", seen="submitted", now=clock.now())
    answer = send(cast.browser(cast.reviewer()), "accept", applications)
    assert states(applications) == ["reserve", "accepted"]
    assert "Ada Novak changed this application in the meantime" in answer.context["outcomes"][0].refused


def test_sending_the_page_twice_decides_once() -> None:
    applications = waiting(2)
    browser = cast.browser(cast.reviewer())
    send(browser, "accept", applications)
    again = send(browser, "accept", applications)
    assert again.context["done"] == 0
    assert applications[0].edition.places.count() == 2


def test_a_decline_of_several_needs_a_reason_too() -> None:
    applications = waiting(1)
    answer = send(cast.browser(cast.reviewer()), "decline", applications)
    assert answer.status_code == 422
    assert states(applications) == ["submitted"]


@pytest.mark.parametrize("nonsense", [{}, {"verb": "accept"}, {"verb": "promote", "chosen": "1:submitted"}])
def test_nonsense_leads_back_to_the_list(nonsense: dict[str, str]) -> None:
    answer = cast.browser(cast.reviewer()).post(reverse("admin:enrolment_application_decide"), nonsense)
    assert (answer.status_code, answer["Location"]) == (302, QUEUE)


def test_finance_is_offered_no_decision_and_cannot_send_one() -> None:
    applications = waiting(1)
    browser = cast.browser(cast.finance())
    assert browser.get(QUEUE).context["cl"].result_count == 1
    assert "accept_chosen" not in browser.get(QUEUE).content.decode()
    assert send(browser, "accept", applications).status_code == 403
    assert states(applications) == ["submitted"]
