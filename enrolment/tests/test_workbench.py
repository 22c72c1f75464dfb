"""The workbench: who is shown, what is added up, what is tried, and that nothing is hidden from nobody by accident."""

import csv
import io
from time import perf_counter
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from academy import clock
from academy.accounts import roles
from academy.accounts.models import User
from academy.errors import Refused
from academy.testing import cast
from catalogue.models import Edition
from enrolment.models import Application, SavedView, SelectionPlan, Target
from enrolment.operations.review import declare_conflict, give
from enrolment.operations.selection import MOST_VIEWS, save_view, set_plan
from enrolment.rules.composition import Aim
from enrolment.selectors.pool import pool
from enrolment.selectors.progress import progress
from enrolment.selectors.story import BY_ITSELF, STEPS, story
from enrolment.states import APPLICATION
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    made = build.open_edition(capacity=3)
    made.course.criteria.create(key="experience", title="Work experience")
    return made


@pytest.fixture
def reviewers() -> list[User]:
    return [cast.reviewer(), cast.staff("r2@example.org", "Second Reviewer", roles.REVIEWER)]


def applied(edition: Edition, number: int, **answers: Any) -> Application:
    """Somebody's application."""
    return build.submitted(cast.applicant(f"p{number}@example.org", f"Person {number}"), edition, **answers)


def reviewed(application: Application, by: list[User], *scores: int) -> Application:
    """With a score from each."""
    for person, score in zip(by, scores, strict=False):
        give(application, by=person, scores={"experience": score}, comment="", now=clock.now())
    return application


def look(person: User, edition: Edition, **query: Any) -> Any:
    """The page."""
    return cast.browser(person).get(reverse("admin:enrolment_application_workbench", args=[edition.pk]), query)


def shown(answer: Any) -> list[str]:
    """The names in the table."""
    return [line.row.application.full_name for line in answer.context["lines"]]


def test_the_table_is_narrowed_and_ordered(edition: Edition, reviewers: list[User]) -> None:
    one = reviewed(applied(edition, 1, country="PE", gender="woman"), reviewers, 2, 2)
    reviewed(applied(edition, 2, sector="workers"), reviewers, 5, 4)
    applied(edition, 3, years_of_experience=0)
    first = reviewers[0]
    assert shown(look(first, edition)) == ["Person 1", "Person 2", "Person 3"]
    assert shown(look(first, edition, order="score")) == ["Person 2", "Person 1", "Person 3"]
    for query, names in [
        ({"country": "PE"}, ["Person 1"]),
        ({"region": "africa"}, ["Person 2", "Person 3"]),
        ({"sector": "workers"}, ["Person 2"]),
        ({"gender": "woman"}, ["Person 1"]),
        ({"eligible": "no"}, ["Person 3"]),
        ({"reviews": "mine"}, ["Person 3"]),
        ({"reviews": "complete"}, ["Person 1", "Person 2"]),
        ({"q": "person 2"}, ["Person 2"]),
        ({"complete": "no"}, []),
        ({"state": "reserve"}, []),
        ({"sector": "nonsense"}, ["Person 1", "Person 2", "Person 3"]),
    ]:
        assert shown(look(first, edition, **query)) == names, query
    declare_conflict(one, by=first, why="A friend.", now=clock.now())
    assert shown(look(first, edition, reviews="conflict")) == ["Person 1"]


def test_scores_that_a_reviewer_may_not_see_are_not_on_the_page_nor_in_its_order(
    edition: Edition, reviewers: list[User]
) -> None:
    reviewed(applied(edition, 1), reviewers[:1], 5)
    reviewed(applied(edition, 2), reviewers[:1], 1)
    blind = look(reviewers[1], edition, order="score")
    assert [line.row.score for line in blind.context["lines"]] == [None, None]
    assert shown(blind) == ["Person 1", "Person 2"]
    own = look(reviewers[0], edition, order="score")
    assert [str(line.row.score) for line in own.context["lines"]] == ["5.00", "1.00"]


def test_the_group_is_those_with_a_place_and_the_chosen_beside_the_targets(
    edition: Edition, reviewers: list[User]
) -> None:
    build.place(cast.applicant("has@example.org", "Has A Place"), edition, by=reviewers[0], gender="man")
    chosen = applied(edition, 1, gender="woman", sector="workers")
    applied(edition, 2)
    set_plan(
        edition, {}, [Aim("gender", "woman", 2, None), Aim("sector", "workers", 1, 1), Aim("size", "", None, None)]
    )
    page = look(reviewers[0], edition, kept=chosen.pk)
    assert (page.context["in_group"], page.context["chosen"]) == (1, {chosen.pk})
    assert page.context["missed"] == ["Women: 1, 1 lacking of at least 2"]
    words = page.content.decode()
    assert "Women: 1 (at least 2) · 1 lacking" in words
    assert "Workers&#x27; organization: 1 (1 to 1) ✓" in words


def test_an_exchange_and_the_best_from_there_say_what_moves_and_move_nothing(
    edition: Edition, reviewers: list[User]
) -> None:
    out = applied(edition, 1, country="SN")
    reviewed(applied(edition, 2, country="PE"), reviewers, 2, 2)
    best = reviewed(applied(edition, 3, country="PE"), reviewers, 5, 5)
    query = {"kept": out.pk, "try": "exchange", "out": out.pk, "in": best.pk}
    tried = look(reviewers[0], edition, **query).context["tried"]
    assert (tried.going, tried.coming, tried.keys) == (["Person 1"], ["Person 3"], str(best.pk))
    assert {(move.label, move.before, move.after) for move in tried.moved} >= {("Peru", 0, 1), ("Senegal", 1, 0)}
    query = {"kept": out.pk, "try": "add", "kind": "country:PE", "number": 1}
    assert look(reviewers[0], edition, **query).context["tried"].coming == ["Person 3"]
    assert (
        look(reviewers[0], edition, kept=out.pk, **{"try": "add", "kind": "x", "number": "9" * 20}).status_code == 200
    )
    assert {row.state for row in Application.objects.all()} == {"submitted"}


def test_a_proposal_keeps_to_those_with_all_reviews_and_says_what_binds(
    edition: Edition, reviewers: list[User]
) -> None:
    rows = [reviewed(applied(edition, n, gender="man"), reviewers, 4, 4) for n in range(3)]
    woman = reviewed(applied(edition, 8, gender="woman"), reviewers, 2, 2)
    applied(edition, 9)
    set_plan(edition, {}, [Aim("gender", "woman", 1, None), Aim("sector", "workers", 1, None)])
    proposal = look(reviewers[0], edition, propose="yes").context["proposal"]
    assert proposal.keys == ".".join(str(row.pk) for row in [*rows[:2], woman])
    assert (len(proposal.names), proposal.without, proposal.proven) == (3, 1, True)
    assert proposal.binding == ["Women: 1"]
    assert proposal.missed == ["Workers' organization: 0, 1 lacking of at least 1"]
    assert {row.state for row in Application.objects.all()} == {"submitted"}


def test_reviewers_see_how_far_they_are_and_who_waits_longest(edition: Edition, reviewers: list[User]) -> None:
    oldest = reviewed(applied(edition, 1), reviewers[:1], 3)
    applied(edition, 2)
    found = progress(pool(edition, reviewers[0], clock.now()))
    assert found.oldest is not None
    assert (found.oldest.key, found.needed) == (oldest.pk, 3)
    numbers = {str(one.person): (one.given, one.to_give, one.conflicts) for one in found.reviewers}
    assert numbers == {str(reviewers[0]): (1, 1, 0), "Second Reviewer": (0, 2, 0)}


def test_more_rows_ask_no_more_of_the_database(edition: Edition, reviewers: list[User]) -> None:
    counted = []
    for number in range(4):
        reviewed(applied(edition, number, **build.SPONSOR), reviewers, 3, 3)
        look(reviewers[0], edition)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            look(reviewers[0], edition, propose="yes")
        counted.append(len(queries))
    assert len(set(counted[1:])) == 1, counted


def test_two_thousand_applications_are_shown_in_seconds(edition: Edition, reviewers: list[User]) -> None:
    model = applied(edition, 0)
    people = User.objects.bulk_create(User(email=f"many{n}@example.org", name=f"Many {n}") for n in range(2000))
    values = {field.attname: getattr(model, field.attname) for field in Application._meta.concrete_fields}
    values.pop("id")
    Application.objects.bulk_create(Application(**values | {"applicant_id": person.pk}) for person in people)
    look(reviewers[0], edition)
    began = perf_counter()
    answer = look(reviewers[0], edition, page=2)
    assert (len(answer.context["lines"]), answer.context["page"].paginator.count) == (50, 2001)
    assert perf_counter() - began < 6


def test_views_are_ones_own_and_an_address_can_be_passed_on(edition: Edition, reviewers: list[User]) -> None:
    first, second = reviewers
    url = reverse("admin:enrolment_application_workbench_views", args=[edition.pk])
    cast.browser(first).post(url, {"name": "Peru", "query": "country=PE"})
    cast.browser(first).post(url, {"name": "Peru", "query": "country=PE&order=score"})
    view = SavedView.objects.get()
    assert 'href="?country=PE&amp;order=score"' in look(first, edition).content.decode()
    assert list(look(second, edition).context["saved"]) == []
    cast.browser(second).post(url, {"forget": view.pk})
    assert SavedView.objects.count() == 1
    cast.browser(first).post(url, {"forget": view.pk})
    assert SavedView.objects.count() == 0
    for number in range(MOST_VIEWS):
        save_view(first, edition, str(number), "")
    with pytest.raises(Refused, match="forget one first"):
        save_view(first, edition, "One too many", "")
    with pytest.raises(Refused, match="a name"):
        save_view(first, edition, " ", "")


def test_what_one_sees_is_handed_out_and_hidden_scores_are_not(edition: Edition, reviewers: list[User]) -> None:
    read, unread = reviewed(applied(edition, 1), reviewers, 4, 4), reviewed(applied(edition, 2), reviewers, 5)
    url = reverse("admin:enrolment_application_workbench_csv", args=[edition.pk])
    page = look(reviewers[1], edition, kept=str(read.pk)).content.decode()
    assert f'href="{url}?kept={read.pk}"' in page
    answer = cast.browser(reviewers[1]).get(url, {"kept": read.pk})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    seen = [(row["Applicant"], row["Chosen"], row["Score"], row["Reviews"], row["Reviews needed"]) for row in rows]
    assert seen == [("Person 1", "yes", "4.00", "2", "2"), ("Person 2", "", "", "1", "2")]
    assert LogEntry.objects.filter(change_message__contains="workbench").count() == 1
    narrowed = cast.browser(reviewers[1]).get(url, {"q": unread.full_name}).content.decode()
    assert "Person 2" in narrowed and "Person 1" not in narrowed


def test_only_administrators_set_rules_and_targets(edition: Edition, reviewers: list[User]) -> None:
    url = reverse("admin:enrolment_application_plan", args=[edition.pk])
    rules = {"reviews_needed": 3, "most_apart": "1.00", "least_years": 2, "least_level": "B2"}
    assert cast.browser(reviewers[0]).post(url, rules).status_code == 403
    browser = cast.browser(cast.administrator())
    answer = browser.post(url, rules | {"gender:woman:least": 9, "gender:woman:most": 5})
    assert (answer.status_code, "Women, at most: “At most” lies" in answer.content.decode()) == (422, True)
    assert browser.post(url, rules | {"gender:woman:least": -1}).status_code == 422
    browser.post(url, rules | {"gender:woman:least": 5, "country:*:most": 2})
    assert SelectionPlan.of(edition).reviews_needed == 3
    kept = list(Target.objects.values_list("dimension", "value", "least", "most"))
    assert kept == [("gender", "woman", 5, None), ("country", "*", None, 2)]
    assert 'value="5"' in browser.get(url).content.decode()


def test_editions_with_somebody_waiting_are_listed(edition: Edition, reviewers: list[User]) -> None:
    url = reverse("admin:enrolment_application_workbenches")
    browser = cast.browser(reviewers[0])
    assert "Nobody is waiting for a decision." in browser.get(url).content.decode()
    applied(edition, 1)
    assert [row.waiting for row in browser.get(url).context["editions"]] == [1]
    assert cast.browser(cast.finance()).get(url).status_code == 403


def test_the_story_tells_everything_in_order_and_judgements_only_to_reviewers(
    edition: Edition, reviewers: list[User]
) -> None:
    application = reviewed(applied(edition, 1, **build.SPONSOR), reviewers[:1], 4)
    cast.browser(reviewers[0]).get(reverse("admin:enrolment_application_letter", args=[application.pk])).getvalue()
    declare_conflict(application, by=reviewers[1], why="A friend.", now=clock.now())
    told = story(application, reviewers[0])
    assert [event.at for event in told] == sorted(event.at for event in told)
    lines = [(event.who, event.what) for event in told]
    name = str(reviewers[0])
    assert (name, "gave a review") in lines
    assert ("Second Reviewer", "declared a conflict of interest") in lines
    assert (name, "opened the sponsorship letter") in lines
    assert ("Person 1", "sent the application") in lines
    assert APPLICATION.transitions.keys() <= STEPS.keys() | BY_ITSELF.keys()
    assert not any("review" in what and who == name for who, what in
                   [(event.who, event.what) for event in story(application, cast.finance())])  # fmt: skip
