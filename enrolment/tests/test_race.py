"""Places are never oversold: 32 clients race for the last five, with the lock and, as a control, without it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection

from academy import clock, locks
from academy.errors import Refused
from academy.letters.models import Letter
from academy.testing import cast
from catalogue.models import Edition, Elective
from enrolment import facts
from enrolment.models import Application, Offer, Place
from enrolment.operations import apply, decide, electives, offers, questions, reminders, reserve
from enrolment.tests import build

CLIENTS, LAST_PLACES = 32, 5
pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


def race(acts: list[Callable[[], Any]]) -> int:
    """Start every act at the same moment, each on a connection of its own; returns how many were not refused."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> bool:
        connection.ensure_connection()
        gate.wait(timeout=60)
        try:
            act()
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(acts)) as pool:
        return sum(pool.map(run, acts))


def no_lock(rows: Any) -> list[Any]:
    """What ``academy.locks.lock`` would be if it locked nothing."""
    return list(rows.order_by("pk"))


@pytest.fixture
def applications() -> list[Application]:
    """As many sent applications as there are clients, to an edition with five places."""
    edition = build.open_edition(capacity=LAST_PLACES, electives=0)
    people = [cast.applicant(f"racer{number}@example.org") for number in range(CLIENTS)]
    return [build.submitted(person, edition) for person in people]


@pytest.fixture
def places() -> list[Place]:
    """As many places as there are clients, with no elective chosen yet, beside an elective of five seats."""
    edition = build.open_edition(capacity=CLIENTS, electives=0)
    reviewer = cast.reviewer()
    people = [cast.applicant(f"racer{number}@example.org") for number in range(CLIENTS)]
    found = [build.place(person, edition, by=reviewer) for person in people]
    build.add_elective(edition, 1, capacity=LAST_PLACES)
    type(edition).objects.filter(pk=edition.pk).update(electives_to_choose=1)
    return found


def accepting(applications: list[Application]) -> list[Callable[[], Any]]:
    accept = partial(decide.accept, by=cast.reviewer(), why="", seen="submitted", now=clock.now())
    return [partial(accept, application) for application in applications]


def taking(places: list[Place]) -> list[Callable[[], Any]]:
    elective = Elective.objects.get()
    return [partial(electives.take, place, elective, now=clock.now()) for place in places]


def test_the_last_five_places_of_an_edition_go_to_five(applications: list[Application]) -> None:
    assert race(accepting(applications)) == LAST_PLACES
    assert Place.objects.holding_a_seat().count() == LAST_PLACES


def test_without_the_lock_the_edition_is_oversold(
    applications: list[Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "lock", no_lock)
    assert race(accepting(applications)) > LAST_PLACES


@pytest.fixture
def offering(applications: list[Application]) -> list[Application]:
    """The same, where who is accepted is offered a place."""
    Edition.objects.update(answer_days=7)
    return applications


def test_the_last_five_places_are_offered_to_five(offering: list[Application]) -> None:
    assert race(accepting(offering)) == LAST_PLACES
    assert Offer.objects.open().count() == LAST_PLACES


def test_without_the_lock_too_many_are_offered(offering: list[Application], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "lock", no_lock)
    assert race(accepting(offering)) > LAST_PLACES


def test_an_offer_that_is_answered_sixteen_ways_at_once_has_one_answer() -> None:
    reviewer, edition = cast.reviewer(), build.open_edition(capacity=1, answer_days=7)
    offer = build.offered(cast.applicant(), edition, by=reviewer)
    waiting = [build.reserved(cast.applicant(f"r{n}@example.org"), edition, by=reviewer) for n in range(2)]
    amina, now, seen = offer.application.applicant, clock.now(), facts.terms_of_edition(edition).fingerprint
    taking_up = partial(offers.take_up, offer, by=amina, seen=seen, now=now)
    turning_down = partial(offers.turn_down, offer, by=amina, why="", now=now)
    moving = partial(reserve.move_up, str(edition.pk))
    accepting = partial(decide.accept, waiting[1], by=reviewer, why="First come.", seen="reserve", now=now)
    race([taking_up, turning_down, moving, accepting] * 4)
    reserve.move_up(str(edition.pk))
    offer.refresh_from_db()
    assert offer.outcome in ("taken-up", "turned-down")
    assert Place.objects.count() == (offer.outcome == "taken-up")
    assert facts.held_in(edition) == 1


def test_the_last_five_seats_of_an_elective_go_to_five(places: list[Place]) -> None:
    assert race(taking(places)) == LAST_PLACES
    assert Elective.objects.get().seats.count() == LAST_PLACES


def test_without_the_lock_the_elective_is_oversold(places: list[Place], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "lock", no_lock)
    assert race(taking(places)) > LAST_PLACES


def test_a_form_sent_eight_times_at_once_is_one_application_and_one_letter() -> None:
    application = build.draft(cast.applicant(), build.open_edition())
    assert race([partial(apply.submit, application, now=clock.now())] * 8) == 8
    assert application.changes.filter(verb="submit").count() == 1
    assert Letter.objects.filter(name="enrolment/received").count() == 1


def test_of_reviewers_who_decide_at_once_the_first_has_decided() -> None:
    application = build.submitted(cast.applicant(), build.open_edition())
    decided: dict[str, Any] = {"by": cast.reviewer(), "why": "A reason.", "seen": "submitted", "now": clock.now()}
    verbs = (decide.accept, decide.reserve, decide.decline) * 3
    assert race([partial(verb, application, **decided) for verb in verbs]) == 1
    assert application.changes.exclude(verb="submit").count() == 1


def test_workers_that_look_for_reminders_at_once_write_one_letter() -> None:
    build.draft(cast.applicant(), build.open_edition(closes_in=5))
    Application.objects.update(started_at=clock.now() - timedelta(days=20))
    assert race([partial(reminders.drafts, now=clock.now())] * 6) == 6
    assert Letter.objects.filter(name="enrolment/remind_draft").count() == 1


def test_of_a_question_and_a_decision_at_once_one_is_first_and_the_other_refused() -> None:
    application, rosa, now = build.submitted(cast.applicant(), build.open_edition()), cast.reviewer(), clock.now()
    asked: dict[str, Any] = {"thing": "motivation", "words": "Say more.", "until": clock.today()}
    acts: list[Callable[[], Any]] = [
        partial(questions.ask, application, by=rosa, seen="submitted", now=now, **asked),
        partial(decide.decline, application, by=rosa, why="A reason.", seen="submitted", now=now),
    ] * 3
    assert race(acts) == 1
    application.refresh_from_db()
    assert (application.state == "asked") == application.questions.open().exists()


def test_of_an_answer_and_a_question_taken_back_at_once_one_ends_the_question() -> None:
    application, rosa, now = build.submitted(cast.applicant(), build.open_edition()), cast.reviewer(), clock.now()
    questions.ask(
        application, thing="motivation", words="More.", until=clock.today(), by=rosa, seen="submitted", now=now
    )
    answer = partial(questions.answer, application, {"motivation": "More."}, now=now)
    assert race([answer, partial(questions.take_back, application, by=rosa, now=now)] * 3) == 1
    assert application.changes.filter(source="asked").count() == 1
