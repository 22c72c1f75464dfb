"""Reviews at the desk: given once, blind to one another, and not by who has an interest."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from academy import clock
from academy.accounts import roles
from academy.accounts.models import User
from academy.errors import Refused
from academy.testing import cast
from enrolment.models import Application, Conflict, Review, SelectionPlan
from enrolment.operations import decide
from enrolment.operations.review import declare_conflict, give
from enrolment.selectors.reviews import reading
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> Application:
    edition = build.open_edition()
    for position, (key, weight) in enumerate({"experience": 2, "sponsorship": 1}.items()):
        edition.course.criteria.create(key=key, title=key.title(), weight=weight, position=position)
    return build.submitted(cast.applicant(), edition)


@pytest.fixture
def reviewers() -> list[User]:
    return [cast.reviewer(), *(cast.staff(f"r{n}@example.org", f"Reviewer {n}", roles.REVIEWER) for n in (2, 3, 4))]


def score(application: Application, by: User, experience: int, sponsorship: int) -> Review:
    """A review in two numbers."""
    scores = {"experience": experience, "sponsorship": sponsorship}
    return give(application, by=by, scores=scores, comment="Because.", now=clock.now())


def send(browser: Client, application: Application, **scores: int) -> Any:
    """Press the button of the review."""
    data = {f"review-{key}": score for key, score in scores.items()} | {"review-comment": "Well argued."}
    return browser.post(reverse("admin:enrolment_application_review", args=[application.pk]), data, follow=True)


def test_two_reviewers_are_blind_to_one_another_until_both_have_given(
    application: Application, reviewers: list[User]
) -> None:
    first, second, *_others = reviewers
    score(application, first, 5, 3)
    before = reading(second, application)
    assert (before.shown, before.hidden, before.seat.may_review) == ([], 1, True)
    score(application, second, 4, 4)
    for person in (first, second):
        after = reading(person, application)
        assert (len(after.shown), after.hidden) == (2, 0)
    assert [str(number) for number in (after.standing.mean, after.standing.spread)] == ["4.17", "0.33"]


def test_the_page_says_nothing_of_scores_that_are_hidden(application: Application, reviewers: list[User]) -> None:
    first, second, *_others = reviewers
    give(application, by=first, scores={"experience": 5, "sponsorship": 2}, comment="A secret.", now=clock.now())
    page = reverse("admin:enrolment_application_change", args=[application.pk])
    blind = cast.browser(second).get(page).content.decode()
    assert "A secret." not in blind and "4.00" not in blind
    assert "1 of 2 reviews are given." in blind
    seen = send(cast.browser(second), application, experience=4, sponsorship=4).content.decode()
    assert "A secret." in seen and "Your review is kept." in seen


def test_a_disagreement_asks_for_a_third_who_is_blind_too(application: Application, reviewers: list[User]) -> None:
    first, second, third, fourth = reviewers
    score(application, first, 0, 0)
    score(application, second, 5, 5)
    found = reading(third, application)
    assert (found.standing.needed, found.seat.may_review, found.shown) == (3, True, [])
    score(application, third, 3, 3)
    assert reading(fourth, application).seat.may_review is False
    with pytest.raises(Refused, match="has all the reviews"):
        score(application, fourth, 3, 3)


def test_a_review_stands(application: Application, reviewers: list[User]) -> None:
    score(application, reviewers[0], 5, 3)
    with pytest.raises(Refused, match="it stands"):
        score(application, reviewers[0], 0, 0)
    assert Review.objects.get().scores == {"experience": 5, "sponsorship": 3}


@pytest.mark.parametrize("scores", [{}, {"experience": 3}, {"experience": 6, "sponsorship": 0}, {"other": 3}])
def test_a_score_for_each_criterion_from_nought_to_five(
    application: Application, reviewers: list[User], scores: dict[str, int]
) -> None:
    with pytest.raises(Refused, match="from 0 to 5"):
        give(application, by=reviewers[0], scores=scores, comment="", now=clock.now())
    assert send(cast.browser(reviewers[0]), application, **scores).status_code == 422


def test_who_works_for_the_organization_or_looks_after_the_country_may_not(
    application: Application, reviewers: list[User]
) -> None:
    first, second, *_others = reviewers
    User.objects.filter(pk=first.pk).update(works_for="MINISTRY of labour")
    User.objects.filter(pk=second.pk).update(country_desks="SN,PE")
    for person, words in ((first, "organization"), (second, "country")):
        person.refresh_from_db()
        with pytest.raises(Refused, match=words):
            score(application, person, 5, 5)
        with pytest.raises(Refused, match=words):
            decide.decline(application, by=person, why="No.", seen="submitted", now=clock.now())
        assert "do not decide on it" in press_nothing(person, application)


def press_nothing(person: User, application: Application) -> str:
    """The page as the person reads it."""
    page = reverse("admin:enrolment_application_change", args=[application.pk])
    return cast.browser(person).get(page).content.decode()


def test_a_declared_conflict_takes_the_review_out_of_the_count(application: Application, reviewers: list[User]) -> None:
    first, second, *_others = reviewers
    score(application, first, 0, 0)
    url = reverse("admin:enrolment_application_conflict", args=[application.pk])
    browser = cast.browser(first)
    assert browser.post(url, {"conflict-why": ""}).status_code == 422
    assert 'name="verb"' in press_nothing(first, application)
    browser.post(url, {"conflict-why": "We were colleagues."})
    assert 'name="verb"' not in press_nothing(first, application)
    declare_conflict(application, by=first, why="Again.", now=clock.now())
    assert Conflict.objects.get().why == "We were colleagues."
    assert reading(second, application).standing.given == 0
    assert reading(first, application).shown == []


def test_a_decided_application_is_reviewed_no_more(application: Application, reviewers: list[User]) -> None:
    decide.decline(application, by=reviewers[0], why="Full.", seen="submitted", now=clock.now())
    with pytest.raises(Refused, match="not waiting"):
        score(application, reviewers[1], 3, 3)


def test_the_edition_says_how_many_reviews_and_which_criteria(application: Application, reviewers: list[User]) -> None:
    SelectionPlan.objects.create(edition=application.edition, reviews_needed=3)
    application.edition.criteria.create(course=application.edition.course, key="motivation", title="Motivation")
    give(application, by=reviewers[0], scores={"motivation": 4}, comment="", now=clock.now())
    assert reading(reviewers[1], application).standing.needed == 3


def test_finance_reads_no_scores_and_gives_none(application: Application, reviewers: list[User]) -> None:
    score(application, reviewers[0], 5, 3)
    finance = cast.finance()
    assert reading(finance, application).shown == []
    assert send(cast.browser(finance), application, experience=1, sponsorship=1).status_code == 403
    assert 'id="reviews"' not in press_nothing(finance, application)
