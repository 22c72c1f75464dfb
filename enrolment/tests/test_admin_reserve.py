"""The reserve list at the desk."""

import pytest
from django.test import Client

from academy.accounts.models import User
from academy.testing import cast
from catalogue.models import Edition
from enrolment import facts
from enrolment.models import Application, ReserveList
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa() -> User:
    return cast.reviewer()


@pytest.fixture
def edition() -> Edition:
    return build.open_edition(capacity=1, answer_days=7)


@pytest.fixture
def two(edition: Edition, rosa: User) -> list[Application]:
    people = [cast.applicant(f"r{number}@example.org", f"Reserve {number}") for number in range(2)]
    return [build.reserved(person, edition, by=rosa) for person in people]


@pytest.fixture
def desk(rosa: User) -> Client:
    return cast.browser(rosa)


def page(edition: Edition) -> str:
    return f"/admin/enrolment/application/reserve/{edition.pk}/"


def test_it_shows_the_order_and_says_the_rule(desk: Client, edition: Edition, two: list[Application]) -> None:
    body = desk.get(page(edition)).content.decode()
    assert body.index("Reserve 0") < body.index("Reserve 1")
    assert "then the highest score; then who applied first" in body


def test_staff_move_somebody_for_a_reason(desk: Client, edition: Edition, two: list[Application]) -> None:
    form = {"do": "rank", "application": two[1].pk, "position": 1}
    assert "Give the reason" in desk.post(page(edition), form | {"why": ""}, follow=True).content.decode()
    desk.post(page(edition), form | {"why": "The only one from the region."})
    assert facts.reserve_of(edition) == [two[1], two[0]]
    wrong = desk.post(page(edition), form | {"position": "x", "why": "A reason."}, follow=True)
    assert "Say which place on the list" in wrong.content.decode()


def test_staff_stop_the_list_and_start_it(desk: Client, edition: Edition, two: list[Application]) -> None:
    body = desk.post(page(edition), {"do": "stop", "why": "Beds are counted."}, follow=True).content.decode()
    assert "The list is stopped." in body and "Beds are counted." in body
    desk.post(page(edition), {"do": "start"})
    assert ReserveList.objects.get().state == "moving"


def test_finance_reads_and_changes_nothing(edition: Edition, two: list[Application]) -> None:
    felix = cast.browser(cast.finance())
    assert felix.get(page(edition)).status_code == 200
    assert felix.post(page(edition), {"do": "stop", "why": "No."}).status_code == 403


def test_reviews_decide_the_order_before_the_moment(edition: Edition, two: list[Application], rosa: User) -> None:
    criterion = edition.course.criteria.create(key="work", title="Work", weight=1)
    two[1].reviews.create(reviewer=rosa, scores={criterion.key: 5}, given_at=two[1].started_at)
    assert facts.reserve_of(edition) == [two[1], two[0]]
