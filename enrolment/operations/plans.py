"""The Centre calls an edition off, or postpones it.

The act is one short transaction: the edition changes, and a row says what was decided. The worker then carries it out
for each person; what a worker that died left undone, the next one does, and nothing is done twice.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.jobs.operations import ask
from academy.locks import lock_one
from academy.money import ZERO
from academy.states import move
from catalogue.models import Edition
from catalogue.operations import plan as catalogue
from catalogue.rules.cancellation import Policy
from enrolment import facts
from enrolment.models import Application, ChangeOfPlan, OfferOutcome, Place, PlanKind
from enrolment.operations.concerned import CLOSABLE, Concerned, concerned, fingerprint, of_place, tell
from enrolment.operations.concerned_sponsors import tell_sponsors
from enrolment.operations.ledger import book_settlement
from enrolment.rules.settlement import settle
from enrolment.states import HOLDING_A_SEAT

AT_NO_COST = Policy(())
Reasons = dict[str, str]


def called_off(edition: Edition, reasons: Reasons) -> ChangeOfPlan:
    """The decision to call it off, not yet kept."""
    return ChangeOfPlan(
        edition=edition,
        kind=PlanKind.CALLED_OFF,
        reasons=reasons,
        old_starts=edition.starts,
        old_ends=edition.ends,
    )


def postponed(edition: Edition, reasons: Reasons, *, starts: date, leave_until: date) -> ChangeOfPlan:
    """The decision to let it begin on ``starts``, not yet kept."""
    old, last = edition.starts, edition.ends
    return ChangeOfPlan(
        edition=edition,
        kind=PlanKind.POSTPONED,
        reasons=reasons,
        old_starts=old,
        old_ends=last,
        new_starts=starts,
        new_ends=last + (starts - old) if old and last else None,
        leave_until=leave_until,
    )


@transaction.atomic
def call_off(plan: ChangeOfPlan, *, by: User, seen: str, now: datetime) -> None:
    """Call the edition of ``plan`` (from ``called_off``) off.

    ``seen`` is the fingerprint of what the page showed. Raises Refused when that is no longer so, or when the edition
    is over or was called off already; then nothing was changed.
    """
    edition = lock_one(Edition.objects.filter(pk=plan.edition_id))
    demand_reason(plan)
    catalogue.demand_not_over(edition, now)
    demand_seen(plan, seen)
    catalogue.call_off(edition, now=now)
    decide(plan, by=by, now=now)


@transaction.atomic
def postpone(plan: ChangeOfPlan, *, by: User, seen: str, now: datetime) -> None:
    """Move the edition of ``plan`` (from ``postponed``) to later days; places, prices and payments stay.

    Raises Refused as ``call_off`` does, and when the days make no sense.
    """
    edition = lock_one(Edition.objects.filter(pk=plan.edition_id))
    starts, until = plan.new_starts, plan.leave_until
    demand_reason(plan)
    if starts is None or until is None or not clock.civil_day(now) <= until < starts:
        raise Refused(_("The last day to leave lies between today and the new first day."))
    demand_seen(plan, seen)
    catalogue.postpone(edition, starts=starts, now=now)
    decide(plan, by=by, now=now)


def demand_reason(plan: ChangeOfPlan) -> None:
    """Raise Refused unless there is a reason to give."""
    if not any(reason.strip() for reason in plan.reasons.values()):
        raise Refused(_("Give the reason: the letters say it."))


def demand_seen(plan: ChangeOfPlan, seen: str) -> None:
    """Raise Refused when somebody came, left or paid since the page was made, or other words or days were typed."""
    if fingerprint(plan, concerned(plan.edition, plan.kind)) != seen:
        raise Refused(_("This is not what was shown. Please look at the list and the letters again."))


def decide(plan: ChangeOfPlan, *, by: User, now: datetime) -> None:
    """Keep the decision and ask the worker to carry it out."""
    plan.by, plan.at = by, now
    plan.save()
    ask(carry_out, plan.pk)


def carry_out(plan_id: str) -> None:
    """Do for each person what was decided; done once however often it is run."""
    plan = ChangeOfPlan.objects.select_related("edition__course", "by").get(pk=plan_id)
    if plan.done_at is None:
        (give_all_back if plan.kind == PlanKind.CALLED_OFF else tell_of_other_days)(plan)


def give_all_back(plan: ChangeOfPlan) -> None:
    """Person by person, so that whoever works on one of them waits for no other.

    Applications come first: an offer that is taken up meanwhile makes a place, which is then given back too.
    """
    closable = plan.edition.applications.filter(state__in=CLOSABLE)
    for application in list(closable.values_list("pk", flat=True)):
        close(plan, application)
    holding = plan.edition.places.holding_a_seat()
    for place in list(holding.values_list("pk", flat=True)):
        give_back(plan, place)
    finish(plan)


@transaction.atomic
def finish(plan: ChangeOfPlan) -> None:
    """Write to the sponsors, and note, in the same transaction, that everybody was told."""
    plan = lock_one(ChangeOfPlan.objects.filter(pk=plan.pk))
    if plan.done_at is None:
        tell_sponsors(plan)
        plan.done_at = clock.now()
        plan.save(update_fields=["done_at"])


@transaction.atomic
def give_back(plan: ChangeOfPlan, place_id: int) -> None:
    """Take the place back: everything that was paid is owed to the payers, and nothing is charged."""
    place = lock_one(Place.objects.filter(pk=place_id))
    if place.state not in HOLDING_A_SEAT:
        return
    now, paid = clock.now(), place.ledger.paid()
    move(place, "call-off", by=plan.by, now=now, why=plan.reason_in(place.participant.language))
    sums = settle(facts.stakes_of(place), 0, AT_NO_COST)
    book_settlement(place, sums, by=plan.by, now=now)
    tell(plan, of_place(place, paid))


@transaction.atomic
def close(plan: ChangeOfPlan, application_id: int) -> None:
    """Close an application that was still to be decided or answered, or not yet sent."""
    application = lock_one(Application.objects.filter(pk=application_id))
    if application.state not in CLOSABLE:
        return
    now, who = clock.now(), application.applicant
    application.offers.open().update(outcome=OfferOutcome.CLOSED, answered_at=now)
    move(application, "close", by=plan.by, now=now, why=plan.reason_in(who.language))
    tell(plan, Concerned(None, application, who, ZERO))


@transaction.atomic
def tell_of_other_days(plan: ChangeOfPlan) -> None:
    """Write to everybody at once, or to nobody."""
    plan = lock_one(ChangeOfPlan.objects.filter(pk=plan.pk))
    if plan.done_at is None:
        for one in concerned(plan.edition, plan.kind):
            tell(plan, one)
        finish(plan)
