"""Whom a change of plan concerns, what each of them paid, and the letter that each would get."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from academy.accounts.models import User
from academy.letters.operations import in_words, write
from academy.money import ZERO
from catalogue.models import Edition
from enrolment.models import Application, ChangeOfPlan, Place, PlanKind
from enrolment.rules.account import PAYABLE_DAYS_BEFORE
from enrolment.states import APPLICATION

LETTERS = {
    PlanKind.CALLED_OFF: ("enrolment/called_off", "enrolment/closed"),
    PlanKind.POSTPONED: ("enrolment/postponed", "enrolment/postponed_application"),
}
CLOSABLE = tuple(sorted(APPLICATION.transitions["close"].sources))


@dataclass(frozen=True)
class Concerned:
    """A participant with a place, or an applicant without one; ``paid`` is in EUR."""

    place: Place | None
    application: Application
    person: User
    paid: Decimal

    @property
    def about(self) -> str:
        """What the letter is kept under."""
        return f"place:{self.place.pk}" if self.place else f"application:{self.application.pk}"


def concerned(edition: Edition, kind: str) -> list[Concerned]:
    """Participants by name, then applicants; two queries. Who has only a draft is told nothing of other days."""
    places: Any = Place.objects.filter(edition=edition).holding_a_seat().with_money()
    held = places.select_related("application", "participant", "edition__course").order_by("application__full_name")
    states = [state for state in CLOSABLE if kind == PlanKind.CALLED_OFF or state != "draft"]
    waiting = Application.objects.filter(edition=edition, state__in=states).select_related(
        "applicant", "edition__course"
    )
    return [of_place(place, place.paid) for place in held] + [
        Concerned(None, one, one.applicant, ZERO) for one in waiting.order_by("full_name", "pk")
    ]


def of_place(place: Place, paid: Decimal) -> Concerned:
    """The participant who has the place."""
    return Concerned(place, place.application, place.participant, paid)


def fingerprint(plan: ChangeOfPlan, people: list[Concerned]) -> str:
    """What a form carries along: whoever comes, leaves or pays meanwhile changes it, and so do other words or days."""
    rows = [
        f"{one.about}/{one.application.state}/{one.person.language}/{one.paid}/{one.application.sponsor_email}"
        for one in people
    ]
    plans = [plan.kind, plan.old_starts, plan.new_starts, plan.leave_until, sorted(plan.reasons.items())]
    return sha256(repr((rows, plans)).encode()).hexdigest()


def context_of(plan: ChangeOfPlan, one: Concerned) -> dict[str, Any]:
    """What the letter says."""
    pay_by = plan.new_starts and plan.new_starts - timedelta(days=PAYABLE_DAYS_BEFORE)
    reason = plan.reason_in(one.person.language)
    return {"plan": plan, "place": one.place, "application": one.application, "paid": one.paid} | {
        "reason": reason,
        "pay_by": pay_by,
    }


def name_of_letter(plan: ChangeOfPlan, one: Concerned) -> str:
    """The letter for a participant, or the one for an applicant."""
    of_participants, of_applicants = LETTERS[PlanKind(plan.kind)]
    return of_participants if one.place else of_applicants


def tell(plan: ChangeOfPlan, one: Concerned) -> None:
    """Write the letter."""
    write(name_of_letter(plan, one), to=one.person, about=one.about, **context_of(plan, one))


def previews(plan: ChangeOfPlan, people: list[Concerned]) -> Iterator[tuple[Concerned, str, str]]:
    """Each letter once in each language in which somebody gets it: the first such person, its subject and its text."""
    seen = set()
    for one in people:
        name = name_of_letter(plan, one)
        if (key := (name, one.person.language)) not in seen:
            seen.add(key)
            words = in_words(name, one.person.language, {"person": one.person} | context_of(plan, one))
            yield one, " ".join(words["subject"].split()), words["text"]
