"""Whatever people and staff do, in any order: no place too many, nothing decided twice, nobody called back."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.jobs.models import Job
from academy.jobs.operations import run_now
from academy.testing import cast
from catalogue.models import Edition
from enrolment import facts
from enrolment.models import Application, Offer, PassedOver, Place
from enrolment.operations import apply, cancel, decide, offers, reserve
from enrolment.states import LIVE_APPLICATION
from enrolment.tests import build

pytestmark = pytest.mark.django_db
PEOPLE = 5
WHO = st.integers(0, PEOPLE - 1)
OVER = ("withdrawn", "turned-down", "lapsed", "declined")


class Paths(RuleBasedStateMachine):
    """One edition of two places and five people. An act that is refused changes nothing and is no failure."""

    people: list[User]
    reviewer: User

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.edition = build.open_edition(capacity=2, electives=0, answer_days=7)
        self.over: dict[int, str] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    def of(self, who: int) -> Application | None:
        return self.edition.applications.filter(applicant=self.people[who]).order_by("-pk").first()

    def attempt(self, act: Any, *given: Any, **asked: Any) -> None:
        with suppress(Refused):
            act(*given, now=clock.now(), **asked)

    @rule(who=WHO)
    def starts_and_submits(self, who: int) -> None:
        with suppress(Refused):
            build.submitted(self.people[who], Edition.objects.get(pk=self.edition.pk))

    @rule(who=WHO)
    def only_starts(self, who: int) -> None:
        self.attempt(apply.start, self.people[who], self.edition)

    @rule(who=WHO, verb=st.sampled_from(sorted(decide.DECISIONS)), why=st.sampled_from(["", "A reason."]))
    def is_decided_on(self, who: int, verb: str, why: str) -> None:
        if application := self.of(who):
            act: Any = decide.DECISIONS[verb]
            self.attempt(act, application, by=self.reviewer, why=why, seen=application.state)

    @rule(who=WHO, late=st.booleans())
    def takes_up(self, who: int, late: bool) -> None:
        for offer in Offer.objects.filter(application__applicant=self.people[who]):
            seen = facts.terms_of_edition(self.edition).fingerprint
            with suppress(Refused):
                now = offer.answer_by if late else clock.now()
                offers.take_up(offer, by=self.people[who], seen=seen, now=now)

    @rule(who=WHO)
    def turns_down(self, who: int) -> None:
        for offer in Offer.objects.filter(application__applicant=self.people[who]):
            self.attempt(offers.turn_down, offer, by=self.people[who], why="")

    @rule()
    def time_passes(self) -> None:
        offers.lapse_due(now=clock.now() + timedelta(days=8))

    @rule(who=WHO)
    def withdraws(self, who: int) -> None:
        if application := self.of(who):
            self.attempt(apply.withdraw, application, by=self.people[who], why="")

    @rule(who=WHO)
    def cancels(self, who: int) -> None:
        for place in self.edition.places.filter(participant=self.people[who]):
            self.attempt(cancel.cancel, place, by=self.people[who], why="", seen=None)

    @rule()
    def a_place_is_added(self) -> None:
        capacity = self.edition.capacity or 0
        if capacity < 4:
            self.edition.capacity = capacity + 1
            Edition.objects.filter(pk=self.edition.pk).update(capacity=capacity + 1)

    @rule()
    def the_worker_works(self) -> None:
        reserve.sweep(now=clock.now())
        for job in Job.objects.filter(work__endswith="reserve.move_up", state="pending"):
            run_now(job.pk)
            job.refresh_from_db()
            assert job.state == "done", job.error

    @rule(who=WHO, position=st.integers(1, 5))
    def is_ranked(self, who: int, position: int) -> None:
        if application := self.of(who):
            self.attempt(reserve.rank, application, position, by=self.reviewer, why="A reason.")

    @invariant()
    def there_are_never_more_places_than_capacity(self) -> None:
        held = self.edition.places.holding_a_seat().count() + Offer.objects.open().count()
        assert held == facts.held_in(self.edition) <= (self.edition.capacity or 0)

    @invariant()
    def nobody_has_two_live_applications(self) -> None:
        live = Application.objects.filter(state__in=LIVE_APPLICATION).values_list("applicant", flat=True)
        assert max(Counter(live).values(), default=0) <= 1

    @invariant()
    def nothing_is_declined_or_passed_over_without_a_reason(self) -> None:
        for application in Application.objects.filter(state="declined"):
            assert application.changes.get(verb="decline").why
        assert not PassedOver.objects.filter(why="").exists()

    @invariant()
    def what_is_over_stays_over(self) -> None:
        now = dict(Application.objects.values_list("pk", "state"))
        assert all(now[key] == state for key, state in self.over.items())
        self.over = {key: state for key, state in now.items() if state in OVER}

    @invariant()
    def an_offer_is_used_once(self) -> None:
        for offer in Offer.objects.select_related("application"):
            made = Place.objects.filter(application=offer.application).count()
            assert made == (offer.outcome == "taken-up")
            assert offer.outcome or offer.application.state == "offered"


def test_no_path_breaks_what_must_always_hold() -> None:
    people = [cast.applicant(f"p{number}@example.org", f"Person {number}") for number in range(PEOPLE)]
    machine = type("Cast", (Paths,), {"people": people, "reviewer": cast.reviewer()})
    quick = settings(max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=quick)
