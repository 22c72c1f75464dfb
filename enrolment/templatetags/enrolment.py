"""Sums line by line, the same on pages and in letters, in the language in which the template is read."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import template
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from academy import wording
from academy.money import ZERO
from catalogue.models import PricePartKind
from catalogue.rules.cancellation import Span
from enrolment import facts
from enrolment.models import LedgerEntry, Offer, Place
from enrolment.rules import reference
from enrolment.rules.settlement import Settlement
from enrolment.rules.terms import Terms

register = template.Library()


@dataclass(frozen=True)
class Line:
    """One line of ``components/ledger.html``: what, an amount in EUR, a smaller note, and whether it is the result."""

    label: str
    amount: Decimal
    note: str = ""
    total: bool = False


@register.filter
def sum_lines(sums: Settlement) -> list[Line]:
    """What cancelling comes to: price, paid, penalty, bank charges, and the refund or what stays owed."""
    lines = [
        Line(_("Course price"), sums.price),
        Line(_("Paid so far"), sums.paid),
        Line(_("Penalty: %(percent)s %% of the price") % {"percent": sums.penalty_percent}, sums.penalty, notice(sums)),
    ]
    if sums.bank_charges:
        lines.append(Line(_("Bank charges"), sums.bank_charges))
    return [*lines, *each_payer(sums), result(sums)]


def each_payer(sums: Settlement) -> list[Line]:
    """Where several pay: what goes back to each, or stays owed by each."""
    if len(sums.payers) < 2:
        return []
    back = [Line(_("Refund to %(payer)s") % {"payer": one.name}, one.refund) for one in sums.payers if one.refund]
    owed = [Line(_("Owed by %(payer)s") % {"payer": one.name}, one.still_owed) for one in sums.payers if one.still_owed]
    return back + owed


def notice(sums: Settlement) -> str:
    """How far off the start is on the day of the notice."""
    days = sums.days_before
    if days < 0:
        return _("after the start")
    if days == 0:
        return _("on the first day")
    return ngettext("%(days)s day before the start", "%(days)s days before the start", days) % {"days": days}


def result(sums: Settlement) -> Line:
    """Who pays what in the end."""
    if sums.refund > ZERO:
        return Line(_("Refund"), sums.refund, total=True)
    if sums.still_owed > ZERO:
        return Line(_("Still to pay"), sums.still_owed, total=True)
    return Line(_("Nothing is owed on either side"), ZERO, total=True)


@register.filter
def price_lines(terms: Terms) -> list[Line]:
    """The parts of the price and their sum."""
    lines = [Line(str(PricePartKind(part.kind).label), part.amount) for part in terms.parts]
    return [*lines, Line(_("Course price"), terms.price, terms.kind_in(get_language() or "en"), total=True)]


@register.filter
def kind(place: Place) -> str:
    """The kind of participant whose price was agreed; empty for the usual price."""
    return facts.terms_of(place).kind_in(get_language() or "en")


@register.filter
def last_day(offer: Offer) -> date:
    """The last day in Turin on which the offer can be taken up."""
    return facts.last_day_of(offer)


@register.filter
def ledger_lines(place: Place) -> list[Line]:
    """All rows of the ledger and the balance; what lowers the sum is negative."""
    lines = [
        Line(named(row), row.amount, f"{wording.day(row.on)}, {payer_of(row, place)}")
        for row in place.ledger.select_related("payer")
    ]
    return [*lines, balance(place.ledger.balance())]


def payer_of(row: LedgerEntry, place: Place) -> str:
    """Who pays; a substitute is not told who had the place before."""
    if row.payer.person_id in (None, place.participant_id):
        return str(row.payer)
    return _("whoever had the place before")


def named(row: LedgerEntry) -> str:
    """What a row is, and why it was entered: “Charge: Tuition”."""
    return row.called + _(": ") + row.words if row.words else row.called


def balance(sum_of_rows: Decimal) -> Line:
    """The last line: who owes what."""
    if sum_of_rows > ZERO:
        return Line(_("Still to pay"), sum_of_rows, total=True)
    if sum_of_rows < ZERO:
        return Line(_("To be refunded, before bank charges"), -sum_of_rows, total=True)
    return Line(_("All is settled"), ZERO, total=True)


@register.filter
def in_fours(found: str) -> str:
    """A payment reference as it is printed: RF18 5390 0754 7034."""
    return reference.in_fours(found)


@register.filter
def holding(numbers: dict[int, int], key: int) -> int | None:
    """The number kept under ``key``: ``{{ lines|holding:elective.pk }}``."""
    return numbers.get(key)


@register.filter
def holds(span: Span, day: date) -> bool:
    """Whether ``day`` is one of the days of the span."""
    return (span.since is None or span.since <= day) and (span.until is None or day <= span.until)
