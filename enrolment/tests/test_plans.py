"""The Centre calls an edition off, or postpones it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.letters.models import Letter
from academy.money import ZERO
from academy.testing import cast
from catalogue.models import Edition
from catalogue.rules.cancellation import Policy, Tier, eased, spans, tier_for
from catalogue.tests.build import open_edition
from enrolment.models import Application, ChangeOfPlan, EntryKind, Place
from enrolment.operations import cancel, decide, ledger, plans
from enrolment.operations.concerned import concerned, fingerprint
from enrolment.operations.payers import payer_of
from enrolment.tests import build

pytestmark = pytest.mark.django_db
REASONS = {"en": "Too few of us.", "fr": "Trop peu de monde."}
PAID = Decimal("500.00")


@pytest.fixture
def boss() -> User:
    """Who decides."""
    return cast.administrator()


@pytest.fixture
def edition(boss: User) -> Edition:
    """A participant who paid a part and reads French, an applicant, and somebody with a draft."""
    edition = open_edition(starts_in=60)
    paying = build.place(person("paying@example.org", "Paying Person", language="fr"), edition, by=boss)
    pay(paying, boss)
    build.submitted(person("waiting@example.org", "Waiting Person"), edition)
    build.draft(person("draft@example.org", "Drafting Person"), edition)
    return edition


def person(email: str, name: str, language: str = "en") -> User:
    """Somebody with an account."""
    made = cast.person(email, name)
    made.language = language
    made.save()
    return made


def pay(place: Place, by: User, amount: Decimal = PAID) -> None:
    """A payment that came in today."""
    payer = payer_of(place)
    ledger.record_payment(place, amount, payer=payer, on=clock.today(), reference="Transfer", by=by, now=clock.now())


def call_off(edition: Edition, by: User) -> ChangeOfPlan:
    """Look, decide, and let the worker do it."""
    plan = plans.called_off(edition, REASONS)
    plans.call_off(plan, by=by, seen=fingerprint(plan, concerned(edition, plan.kind)), now=clock.now())
    plans.carry_out(str(plan.pk))
    return plan


def postpone(edition: Edition, by: User, *, days: int = 30, leave_in: int = 70) -> ChangeOfPlan:
    """Look, decide, and let the worker do it."""
    assert edition.starts is not None
    until = clock.today() + timedelta(days=leave_in)
    plan = plans.postponed(edition, REASONS, starts=edition.starts + timedelta(days=days), leave_until=until)
    plans.postpone(plan, by=by, seen=fingerprint(plan, concerned(edition, plan.kind)), now=clock.now())
    plans.carry_out(str(plan.pk))
    return plan


def told(name: str) -> list[str]:
    """Who got that letter."""
    return sorted(Letter.objects.filter(name=f"enrolment/{name}").values_list("to", flat=True))


def test_calling_off_gives_everything_back_and_closes_what_waits(edition: Edition, boss: User) -> None:
    call_off(edition, boss)
    place = Place.objects.get()
    assert (place.state, place.ledger.balance(), list(ledger.refunds_due(place).values())) == (
        "called-off",
        -PAID,
        [PAID],
    )
    assert not place.ledger.filter(kind__in=[EntryKind.PENALTY, EntryKind.BANK_CHARGE]).exists()
    assert set(Application.objects.exclude(state="accepted").values_list("state", flat=True)) == {"closed"}
    assert told("called_off") == ["paying@example.org"]
    assert told("closed") == ["draft@example.org", "waiting@example.org"]
    assert Edition.objects.get().cancelled
    letter = Letter.objects.get(name="enrolment/called_off")
    assert "Trop peu de monde." in letter.text and "500,00" in letter.text


def test_carrying_it_out_twice_is_the_same_as_once(edition: Edition, boss: User) -> None:
    plan = call_off(edition, boss)
    ChangeOfPlan.objects.update(done_at=None)
    plans.carry_out(str(plan.pk))
    assert Letter.objects.filter(name__in=["enrolment/called_off", "enrolment/closed"]).count() == 3
    assert list(ledger.refunds_due(Place.objects.get()).values()) == [PAID]
    assert ChangeOfPlan.objects.get().done_at


def test_what_a_worker_left_undone_the_next_one_does(
    edition: Edition, boss: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_arguments: object) -> None:
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(plans, "give_back", dies)
        with pytest.raises(SystemExit):
            call_off(edition, boss)
    plan = ChangeOfPlan.objects.get()
    assert (len(told("called_off")), len(told("closed")), plan.done_at) == (0, 2, None)
    plans.carry_out(str(plan.pk))
    assert (len(told("called_off")), len(told("closed"))) == (1, 2)


def test_the_decision_is_refused_once_somebody_paid_or_other_words_were_typed(edition: Edition, boss: User) -> None:
    plan = plans.called_off(edition, REASONS)
    seen = fingerprint(plan, concerned(edition, plan.kind))
    with pytest.raises(Refused, match="not what was shown"):
        plans.call_off(plans.called_off(edition, {"en": "Other words."}), by=boss, seen=seen, now=clock.now())
    pay(Place.objects.get(), boss, Decimal("1.00"))
    with pytest.raises(Refused, match="not what was shown"):
        plans.call_off(plan, by=boss, seen=seen, now=clock.now())
    assert not Edition.objects.get().cancelled and not ChangeOfPlan.objects.exists()


def test_nobody_is_accepted_in_an_edition_that_was_called_off(edition: Edition, boss: User) -> None:
    waiting = Application.objects.get(state="submitted")
    Edition.objects.update(cancelled=True)
    with pytest.raises(Refused, match="called off"):
        decide.accept(waiting, by=boss, why="", seen="submitted", now=clock.now())


@pytest.mark.parametrize("fields", [{"cancelled": True}, {"starts_in": -60}])
def test_an_edition_that_is_over_or_called_off_is_not_called_off(boss: User, fields: dict[str, Any]) -> None:
    edition = open_edition(**fields)
    with pytest.raises(Refused, match="over or was called off"):
        call_off(edition, boss)


def test_finance_sends_the_whole_sum_and_the_centre_bears_the_bank(edition: Edition, boss: User) -> None:
    call_off(edition, boss)
    place = Place.objects.get()
    sent: dict[str, Any] = {"payer": payer_of(place), "on": clock.today(), "by": boss, "now": clock.now()}
    with pytest.raises(Refused, match="The Centre bears"):
        ledger.record_refund(place, bank_charges=Decimal("15.00"), **sent)
    assert ledger.record_refund(place, bank_charges=Decimal("0.00"), **sent) == PAID
    assert place.ledger.balance() == 0


def test_postponing_moves_every_day_and_keeps_the_places(edition: Edition, boss: User) -> None:
    before = Edition.objects.get()
    period = edition.phases.get(position=1).periods.get()
    postpone(edition, boss, days=30)
    after, by = Edition.objects.get(), timedelta(days=30)
    assert before.starts and before.ends and before.applications_close
    assert (after.starts, after.ends) == (before.starts + by, before.ends + by)
    assert after.applications_close == before.applications_close + by
    assert after.applications_open == before.applications_open
    assert after.postponed_from == before.starts
    assert edition.phases.get(position=1).periods.get().starts == period.starts + by
    assert Place.objects.get().state == "confirmed"
    assert (told("postponed"), told("postponed_application")) == (["paying@example.org"], ["waiting@example.org"])


def test_whoever_was_there_can_leave_without_penalty_for_a_while(edition: Edition, boss: User) -> None:
    now = clock.now()
    postpone(edition, boss, days=1, leave_in=60)  # the new first day is in 61 days
    place = Place.objects.select_related("edition").get()
    on_the_last_day = cancel.worked_out(place, now=now, notice=clock.today() + timedelta(days=60))
    on_the_first = cancel.worked_out(place, now=now, notice=clock.today() + timedelta(days=61))
    assert (on_the_last_day.penalty, on_the_last_day.bank_charges, on_the_last_day.refund) == (ZERO, ZERO, PAID)
    assert on_the_first.penalty_percent == 100
    later = build.place(person("later@example.org", "Later Person"), Edition.objects.get(), by=boss)
    assert cancel.worked_out(later, now=now, notice=clock.today() + timedelta(days=60)).penalty_percent == 100


@pytest.mark.parametrize(("days", "leave_in"), [(0, 10), (-5, 10), (30, -1), (30, 90)])
def test_days_that_make_no_sense_are_refused(edition: Edition, boss: User, days: int, leave_in: int) -> None:
    with pytest.raises(Refused):
        postpone(edition, boss, days=days, leave_in=leave_in)
    assert Edition.objects.get().postponed_from is None


def test_the_eased_policy_is_free_until_the_day_and_then_the_agreed_one() -> None:
    policy = Policy((Tier(14, 0), Tier(8, 50), Tier(None, 100)))
    start = clock.today()
    nine = eased(policy, start, start - timedelta(days=9))
    assert [tier_for(nine, days).penalty_percent for days in (14, 9, 8, 7)] == [0, 0, 50, 100]
    assert [span.penalty_percent for span in spans(nine, start)] == [0, 50, 100]
    assert eased(policy, start, start - timedelta(days=20)) == policy
    assert eased(policy, start, None) == policy
    assert replace(nine, tiers=policy.tiers) == policy


def address(edition: Edition, kind: str) -> str:
    """The page at the desk."""
    return reverse("admin:enrolment_plan", args=[edition.pk, kind])


def test_the_desk_shows_everyone_every_sum_and_every_letter_before_it_acts(
    edition: Edition, boss: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    desk = cast.browser(boss)
    place = address(edition, "called-off")
    first = desk.get(place).content.decode()
    assert "Paying Person" in first and "€500.00" in first and "Drafting Person" in first
    assert 'name="do"' not in first
    words = {"reason_en": "Too few of us.", "reason_fr": "Trop peu de monde."}
    shown = desk.post(place, words)
    text = shown.content.decode()
    assert "Trop peu de monde." in text and "Édition annulée" in text and 'name="do"' in text
    assert not ChangeOfPlan.objects.exists()
    pay(Place.objects.get(), boss, Decimal("1.00"))
    stale = desk.post(place, words | {"do": "yes", "seen": shown.context["seen"]})
    assert stale.status_code == 409 and "€501.00" in stale.content.decode()
    with django_capture_on_commit_callbacks():
        done = desk.post(place, words | {"do": "yes", "seen": stale.context["seen"]}, follow=True)
    assert "The edition is called off. 3 people are written to." in done.content.decode()
    assert Edition.objects.get().cancelled


def test_the_desk_postpones(edition: Edition, boss: User) -> None:
    desk, place = cast.browser(boss), address(edition, "postponed")
    assert edition.starts
    days = {"starts": edition.starts + timedelta(days=14), "leave_until": clock.today() + timedelta(days=10)}
    words = days | {"reason_en": "The hall is closed.", "reason_fr": "La salle est fermée."}
    assert desk.post(place, {"reason_en": ""}).status_code == 422
    shown = desk.post(place, words)
    assert "Drafting Person" not in shown.content.decode() and "La salle est fermée." in shown.content.decode()
    desk.post(place, words | {"do": "yes", "seen": shown.context["seen"]})
    assert ChangeOfPlan.objects.get().new_starts == days["starts"]


def test_only_who_may_change_plans_does(edition: Edition) -> None:
    for somebody in (cast.reviewer(), cast.finance()):
        assert cast.browser(somebody).get(address(edition, "called-off")).status_code == 403
    assert Client().get(address(edition, "called-off")).status_code == 302


def test_an_unknown_act_or_edition_is_not_found(edition: Edition, boss: User) -> None:
    desk = cast.browser(boss)
    assert desk.get(address(edition, "forgotten")).status_code == 404
    assert desk.get(reverse("admin:enrolment_plan", args=[0, "postponed"])).status_code == 404


def test_the_queries_of_the_dry_run_do_not_grow_with_the_people(
    edition: Edition, boss: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    desk = cast.browser(boss)

    def count() -> int:
        with django_assert_max_num_queries(30) as queries:
            desk.post(address(edition, "called-off"), {"reason_en": "A", "reason_fr": "B"})
        return len(queries)

    first = count()
    for number in range(3):
        build.submitted(person(f"more{number}@example.org", f"More {number}"), edition)
        build.place(person(f"p{number}@example.org", f"P {number}"), edition, by=boss)
    assert count() == first


@pytest.mark.parametrize("act", [call_off, postpone])
def test_each_sponsor_gets_one_letter_that_names_whom_it_stands_by(boss: User, act: Any) -> None:
    edition = open_edition()
    sponsored = build.SPONSOR | {"sponsor_language": "fr"}
    build.place(person("ana@example.org", "Ana Silva"), edition, by=boss, **sponsored)
    build.submitted(person("ben@example.org", "Ben Okoro"), edition, **build.SPONSOR)
    build.draft(person("chi@example.org", "Chi Pham"), edition, **build.SPONSOR | {"sponsor_email": "o@other.example"})
    page = cast.browser(boss).get(reverse("admin:enrolment_plan", args=[edition.pk, "called-off"])).content.decode()
    assert "training@labour.example: Ana Silva, Ben Okoro" in page and "o@other.example" not in page
    plan = act(edition, boss)
    plans.carry_out(str(plan.pk))
    letter = Letter.objects.get(name__endswith="_sponsor")
    assert (letter.to, letter.language, letter.about) == ("training@labour.example", "fr", f"plan:{plan.pk}")
    assert "Ana Silva, Ben Okoro" in letter.text and REASONS["fr"] in letter.text
