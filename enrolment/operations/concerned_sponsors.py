"""The sponsors whom a change of plan concerns: one letter to each, whatever the number of those it stands by."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from academy.letters.operations import in_words, post
from enrolment.models import Application, ChangeOfPlan, Financing, PlanKind
from enrolment.operations.concerned import CLOSABLE
from enrolment.states import HOLDING_A_SEAT

LETTERS = {PlanKind.CALLED_OFF: "enrolment/called_off_sponsor", PlanKind.POSTPONED: "enrolment/postponed_sponsor"}


@dataclass
class Sponsor:
    """Whom to write to, in which language, and the names of those it sponsors."""

    email: str
    contact: str
    organization: str
    language: str
    names: list[str] = field(default_factory=list)


def sponsors(applications: Iterable[Application]) -> list[Sponsor]:
    """Each sponsor of the applications once, by its address. Of a draft that was never sent a sponsor knows nothing."""
    found: dict[str, Sponsor] = {}
    for one in applications:
        if one.submitted_at and one.financing == Financing.SPONSOR and one.sponsor_email:
            language = one.sponsor_language or one.applicant.language
            made = Sponsor(one.sponsor_email, one.sponsor_contact, one.sponsor_name, language)
            found.setdefault(one.sponsor_email.lower(), made).names.append(one.full_name)
    return list(found.values())


def of_plan(plan: ChangeOfPlan) -> QuerySet[Application]:
    """The applications for whose sponsors there is a letter, once the plan was carried out for the people."""
    if plan.kind == PlanKind.CALLED_OFF:
        over = Q(state="closed") | Q(place__state="called-off")
    else:
        over = Q(state__in=CLOSABLE) | Q(place__state__in=HOLDING_A_SEAT)
    return plan.edition.applications.filter(over).select_related("applicant").order_by("full_name", "pk")


def words_for(plan: ChangeOfPlan, sponsor: Sponsor) -> dict[str, str]:
    """The letter."""
    context: dict[str, Any] = {"plan": plan, "sponsor": sponsor, "reason": plan.reason_in(sponsor.language)}
    return in_words(LETTERS[PlanKind(plan.kind)], sponsor.language, context)


def tell_sponsors(plan: ChangeOfPlan) -> None:
    """Write to all of them, in the transaction that marks the plan as done."""
    for sponsor in sponsors(of_plan(plan)):
        name, words = LETTERS[PlanKind(plan.kind)], words_for(plan, sponsor)
        post(name, sponsor.email, language=sponsor.language, about=f"plan:{plan.pk}", **words)


def previews(plan: ChangeOfPlan, sponsors: list[Sponsor]) -> Iterator[tuple[Sponsor, str, str]]:
    """The letter once in each language in which a sponsor gets it: the first such sponsor, its subject and its text."""
    first: dict[str, Sponsor] = {}
    for sponsor in sponsors:
        first.setdefault(sponsor.language, sponsor)
    for sponsor in first.values():
        words = words_for(plan, sponsor)
        yield sponsor, " ".join(words["subject"].split()), words["text"]
