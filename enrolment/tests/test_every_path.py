"""Whatever people and staff do, in any order: no place too many, nothing decided twice, nobody called back."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count
from hypothesis import HealthCheck, Phase, settings
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
from enrolment.models import Application, ApplicationChange, Batch, BatchItem, Offer, PassedOver, Place, Question
from enrolment.operations import apply, batch, cancel, decide, offers, questions, reserve
from enrolment.states import APPLICATION, DECIDABLE_APPLICATION, HOLDING_A_SEAT, IN_THE_QUEUE, LIVE_APPLICATION
from enrolment.tests import build

pytestmark = pytest.mark.django_db
PEOPLE = 5
WHO = st.integers(0, PEOPLE - 1)
NUMBER = st.integers(0, 9)
VERBS = st.sampled_from(sorted(decide.DECISIONS))
WORDS = st.sampled_from(["", "A reason."])
OVER = ("withdrawn", "turned-down", "lapsed", "declined", "discarded")


class Paths(RuleBasedStateMachine):
    """One edition of two places and five people. An act that is refused changes nothing and is no failure."""

    people: list[User]
    reviewer: User
    of: int

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.edition = Edition.objects.get(pk=self.of)
        self.over: dict[int, tuple[str, int]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    def reached(self) -> set[str]:
        """The steps that were taken."""
        steps = set(self.edition.applications.values_list("changes__verb", flat=True))
        steps |= {f"batch {verb}" for verb in Batch.objects.values_list("changes__verb", flat=True)}
        return steps | {"batch refused" for _item in BatchItem.objects.exclude(refused="")}

    def one(self, number: int, *states: str) -> Application | None:
        """One of those in the states, so that the walk gets on; where there is none, any: it is to be refused."""
        rows = self.edition.applications.order_by("pk")
        fitting = list(rows.filter(state__in=states)) or list(rows)
        return fitting[number % len(fitting)] if fitting else None

    def attempt(self, act: Any, *given: Any, **asked: Any) -> None:
        with suppress(Refused):
            act(*given, now=clock.now(), **asked)

    @rule(who=WHO, sends=st.sampled_from([True, True, False]))
    def somebody_applies(self, who: int, sends: bool) -> None:
        edition = Edition.objects.get(pk=self.edition.pk)
        with suppress(Refused):
            if sends:
                build.submitted(self.people[who], edition)
            else:
                apply.start(self.people[who], edition, now=clock.now())

    @rule(number=NUMBER, verb=VERBS, why=WORDS)
    def is_decided_on(self, number: int, verb: str, why: str) -> None:
        if application := self.one(number, *DECIDABLE_APPLICATION):
            act: Any = decide.DECISIONS[verb]
            self.attempt(act, application, by=self.reviewer, why=why, seen=application.state)

    @rule(numbers=st.sets(NUMBER, min_size=1, max_size=3), verb=VERBS, words=WORDS)
    def are_decided_on_in_one_act(self, numbers: set[int], verb: str, words: str) -> None:
        chosen = {one.pk: one.state for number in numbers if (one := self.one(number, *DECIDABLE_APPLICATION))}
        if chosen:
            self.attempt(batch.hold, chosen, batch.Decision(verb, (), words), by=self.reviewer)

    @rule(undone=st.sampled_from([True, False, False]))
    def batches_end(self, undone: bool) -> None:
        for one in Batch.objects.order_by("pk"):
            if undone:
                self.attempt(batch.undo, one, by=self.reviewer)
            else:
                Batch.objects.filter(pk=one.pk).update(due_at=clock.now())
                batch.carry_out(str(one.pk))

    @rule(number=NUMBER, what=st.sampled_from(["ask", "ask", "ask", "answer", "take back", "run out"]))
    def one_thing_more(self, number: int, what: str) -> None:
        application = self.one(number, "submitted" if what == "ask" else "asked")
        if what == "run out":
            Question.objects.open().update(until=clock.today() - timedelta(days=1))
            questions.run_out(now=clock.now())
        elif application and what == "ask":
            asked = {"thing": "motivation", "words": "More, please.", "until": clock.today(), "seen": application.state}
            self.attempt(questions.ask, application, by=self.reviewer, **asked)
        elif application and what == "answer":
            self.attempt(questions.answer, application, {"motivation": "Because."})
        elif application:
            self.attempt(questions.take_back, application, by=self.reviewer)

    @rule(number=NUMBER, how=st.sampled_from(["take up", "take up", "too late", "turn down", "lapse"]))
    def an_offer_ends(self, number: int, how: str) -> None:
        """Those tried are every offer that the applicant ever had, also those that are used up."""
        if how == "lapse":
            offers.lapse_due(now=clock.now() + timedelta(days=8))
        elif application := self.one(number, "offered"):
            for offer in application.offers.select_related("application__applicant", "application__edition"):
                self.answer_offer(offer, how)

    def answer_offer(self, offer: Offer, how: str) -> None:
        applicant = offer.application.applicant
        if how == "turn down":
            self.attempt(offers.turn_down, offer, by=applicant, why="")
        else:
            seen = facts.terms_of_edition(offer.application.edition).fingerprint
            with suppress(Refused):
                offers.take_up(
                    offer, by=applicant, seen=seen, now=offer.answer_by if how == "too late" else clock.now()
                )

    @rule(number=NUMBER, state=st.sampled_from(["draft", "submitted", "asked", "reserve", "accepted"]))
    def somebody_leaves(self, number: int, state: str) -> None:
        application = self.one(number, state)
        place = Place.objects.filter(application=application).first()
        if place:
            self.attempt(cancel.cancel, place, by=place.participant, why="", seen=None)
        elif application:
            self.attempt(apply.withdraw, application, by=application.applicant, why="")

    @rule(days=st.sampled_from([7, None]), capacity=st.integers(2, 4))
    def the_edition_is_changed(self, days: int | None, capacity: int) -> None:
        """Places are only ever added."""
        self.edition.answer_days, self.edition.capacity = days, max(capacity, self.edition.capacity or 0)
        self.edition.save(update_fields=["answer_days", "capacity"])

    @rule()
    def the_worker_works(self) -> None:
        reserve.sweep(now=clock.now())
        for job in Job.objects.filter(work__endswith="reserve.move_up", state="pending"):
            run_now(job.pk)
            job.refresh_from_db()
            assert job.state == "done", job.error

    @rule(number=NUMBER, position=st.integers(1, 5))
    def is_ranked(self, number: int, position: int) -> None:
        if application := self.one(number, "reserve"):
            self.attempt(reserve.rank, application, position, by=self.reviewer, why="A reason.")

    @invariant()
    def everything_holds(self) -> None:
        """One look at the rows for all of it: a query for each thing that must hold would take most of the time."""
        seen = look()
        held = facts.held_in(self.edition)
        assert held == seats_of(seen) <= (self.edition.capacity or 0)
        for holds in ALWAYS:
            holds(seen)
        now = {one["pk"]: (one["state"], one["offered"]) for one in seen.applications}
        assert all(now[key] == before for key, before in self.over.items())
        self.over = {key: (state, offered) for key, (state, offered) in now.items() if state in OVER}


Rows = list[Any]


@dataclass(frozen=True)
class Seen:
    """What there is after a step, row by row."""

    applications: Rows
    places: Rows
    offers: Rows
    items: Rows
    changes: Rows
    passed_over: Rows


def look() -> Seen:
    """Everything that people and staff left, in a query for each kind of row."""
    return Seen(
        list(Application.objects.values("pk", "applicant", "state").annotate(offered=Count("offers"))),
        list(Place.objects.values("state", "application", "application__state")),
        list(Offer.objects.values("outcome", "application", "application__state")),
        list(
            BatchItem.objects.values("open", "done_at", "refused", "application__state", "batch__verb", "batch__state")
        ),
        list(ApplicationChange.objects.values("application", "verb", "source", "why", "by")),
        list(PassedOver.objects.values("why")),
    )


def seats_of(seen: Seen) -> int:
    """The seats that are held: by places, by open offers, and by acceptances that can still be undone."""
    waiting = [one for one in seen.items if one["open"] and one["batch__verb"] == "accept"]
    held = [one for one in waiting if one["application__state"] in IN_THE_QUEUE]
    places = [one for one in seen.places if one["state"] in HOLDING_A_SEAT]
    return len(held) + len(places) + sum(not one["outcome"] for one in seen.offers)


def nobody_has_two_live_applications(seen: Seen) -> None:
    live = Counter(one["applicant"] for one in seen.applications if one["state"] in LIVE_APPLICATION)
    assert max(live.values(), default=0) <= 1


def nothing_is_decided_without_a_reason_and_somebody_who_did(seen: Seen) -> None:
    declined = [one["pk"] for one in seen.applications if one["state"] == "declined"]
    reasons = {one["application"]: one["why"] for one in seen.changes if one["verb"] == "decline"}
    assert all(reasons[key] for key in declined)
    for change in seen.changes:
        if change["by"] is None:
            assert change["verb"] not in {"reserve", "decline"}
            assert change["verb"] not in {"offer", "accept"} or change["source"] == "reserve"
    assert all(one["why"] for one in seen.passed_over)


def a_batch_that_was_undone_decided_nothing_and_one_that_was_done_all_or_says_why(seen: Seen) -> None:
    for item in seen.items:
        if item["batch__state"] == "undone":
            assert item["done_at"] is None and not item["open"]
        if item["batch__state"] == "done":
            assert item["done_at"] or item["refused"]


def only_who_waits_has_an_open_offer_and_only_the_accepted_a_place(seen: Seen) -> None:
    assert all(one["outcome"] or one["application__state"] == "offered" for one in seen.offers)
    assert all(one["application__state"] == "accepted" for one in seen.places)


def an_offer_is_used_once(seen: Seen) -> None:
    placed = Counter(one["application"] for one in seen.places)
    assert all(placed[one["application"]] == (one["outcome"] == "taken-up") for one in seen.offers)


ALWAYS = (
    nobody_has_two_live_applications,
    nothing_is_decided_without_a_reason_and_somebody_who_did,
    a_batch_that_was_undone_decided_nothing_and_one_that_was_done_all_or_says_why,
    only_who_waits_has_an_open_offer_and_only_the_accepted_a_place,
    an_offer_is_used_once,
)


@pytest.fixture
def machine() -> type[Paths]:
    """The walk. Three have applied before each: what a walk does is taken back at its end."""
    people = [cast.applicant(f"p{number}@example.org", f"Person {number}") for number in range(PEOPLE)]
    edition = build.open_edition(capacity=2, electives=0, answer_days=7)
    for person in people[:3]:
        build.submitted(person, edition)
    return type("Cast", (Paths,), {"people": people, "reviewer": cast.reviewer(), "of": edition.pk})


def test_no_path_breaks_what_must_always_hold(machine: type[Paths]) -> None:
    """A walk that fails is shown as it was: making it shorter could take longer than a test may."""
    walks = settings(
        max_examples=12,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    run_state_machine_as_test(machine, settings=walks)


def test_one_path_takes_every_step(machine: type[Paths]) -> None:
    """So that each of the acts above is known to work; only the calling off of an edition is tested elsewhere."""
    walk = machine()
    acts: list[tuple[Any, ...]] = [
        *((walk.one_thing_more, 0, what) for what in ("ask", "answer", "ask", "take back", "ask", "run out")),
        (walk.are_decided_on_in_one_act, {0, 1}, "reserve", ""),
        (walk.batches_end, True),
        (walk.are_decided_on_in_one_act, {0}, "accept", ""),
        (walk.batches_end, False),
        (walk.an_offer_ends, 0, "take up"),
        (walk.is_decided_on, 0, "accept", ""),
        (walk.an_offer_ends, 0, "too late"),
        (walk.is_decided_on, 0, "reserve", ""),
        (walk.an_offer_ends, 0, "lapse"),
        (walk.the_worker_works,),
        (walk.an_offer_ends, 0, "turn down"),
        (walk.the_edition_is_changed, None, 2),
        (walk.somebody_applies, 3, True),
        (walk.is_decided_on, 0, "accept", ""),
        (walk.somebody_applies, 4, True),
        (walk.are_decided_on_in_one_act, {0}, "decline", ""),
        (walk.batches_end, False),
        (walk.is_decided_on, 0, "decline", "A reason."),
        (walk.somebody_applies, 1, False),
        *((walk.somebody_leaves, 0, state) for state in ("draft", "accepted")),
        (walk.somebody_applies, 2, True),
        (walk.somebody_leaves, 0, "submitted"),
    ]
    try:
        for act, *given in acts:
            act(*given)
            walk.everything_holds()
        assert walk.reached() >= APPLICATION.transitions.keys() - {"close"} | {
            "batch undo",
            "batch finish",
            "batch refused",
        }
    finally:
        walk.teardown()
