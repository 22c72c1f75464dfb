"""What pages of the desk show of money that came in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enrolment import facts
from enrolment.models import BankStatement, Incoming, Place
from enrolment.rules.incoming import Claim, Concern, Share, Verdict

MOST_FOUND = 20
CONCERNS = {
    Concern.CURRENCY: _("It is not in euros."),
    Concern.TWICE: _("A file of another format tells of the same sum on the same day."),
    Concern.CANCELLED: _("It is for a place that is no longer held."),
    Concern.PAID: _("Nothing is owed any more."),
    Concern.OVERPAID: _("It is more than is owed."),
    Concern.STRANGER: _("No reference, name or sum says what it is for."),
}


@dataclass(frozen=True)
class Shown:
    """A sum, what it may be for in words, and what books it: its key with the print of what is shown."""

    row: Incoming
    found: facts.Found
    shares: list[tuple[Place, Share]]

    @property
    def chosen(self) -> str:
        """The value of its box."""
        return f"{self.row.pk}:{self.found.fingerprint}"

    @property
    def concern(self) -> Any:
        """Why a person has to look; None where none has."""
        return CONCERNS.get(self.found.match.concern) if self.found.match.concern else None


def shown(rows: Iterable[Incoming]) -> list[Shown]:
    """Each sum with what it may be for; so many queries however many there are."""
    listed = list(rows)
    found = facts.matches(listed)
    places = facts.places_by_key(found.values())
    return [
        Shown(row, found[row.pk], [(places[share.place], share) for share in found[row.pk].match.shares])
        for row in listed
    ]


def dry_run(statement: BankStatement) -> dict[str, list[Shown]]:
    """The sums of a statement that are still to be booked, by what can be done with them."""
    groups: dict[str, list[Shown]] = {verdict.value: [] for verdict in Verdict}
    for one in shown(statement.lines.filter(state="new")):
        groups[one.found.match.verdict].append(one)
    return groups


def searched(words: str) -> list[Claim]:
    """What payers were charged for places that name, address, code or number of an invoice point to."""
    said = words.strip()
    if not said:
        return []
    about = Q(application__full_name__icontains=said) | Q(participant__email__icontains=said)
    about |= Q(edition__code__iexact=said) | Q(ledger__payer__name__icontains=said)
    about |= Q(ledger__invoice_lines__invoice__number__iexact=said)
    found = Place.objects.filter(about).order_by("-edition__starts", "pk").values_list("pk", flat=True).distinct()
    return claims_for(set(found[:MOST_FOUND]))


def claims_for(places: set[int]) -> list[Claim]:
    """What everybody was charged for these places."""
    found = [claim for claim in facts.claims_of(places).values() if claim.place in places]
    return sorted(found, key=lambda claim: (claim.names[1], claim.code, claim.place, claim.payer))
