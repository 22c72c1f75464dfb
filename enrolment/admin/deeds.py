"""What staff can do with a place. Each deed has a page: what it comes to, a form, and one button."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy import clock, wording
from academy.accounts.models import User
from academy.money import ZERO
from enrolment import facts
from enrolment.admin.alternatives import ALTERNATIVES
from enrolment.admin.deed import Deed, Lines
from enrolment.forms.assignment import ExtensionForm
from enrolment.forms.ledger import CorrectForm, OfPlace, PaymentForm, RefundForm
from enrolment.forms.notice import NoticeForm
from enrolment.forms.rates import KindForm
from enrolment.forms.record import EvidenceForm
from enrolment.forms.sharing import ReductionForm, SharesForm
from enrolment.models import Place
from enrolment.operations import assignment, cancel, kind, ledger, payers, record, sharing
from enrolment.states import HOLDING_A_SEAT, PLACE
from enrolment.templatetags.enrolment import each_payer, notice


def pay(place: Place, by: User, values: dict[str, Any]) -> str:
    """Book a payment; somebody who was never named before becomes a payer."""
    if other := values.pop("other"):
        values["payer"] = payers.organization(other)
    ledger.record_payment(place, values.pop("amount"), by=by, now=clock.now(), **values)
    return _("The payment is recorded and the participant is told.")


def balance_lines(place: Place, form: OfPlace) -> Lines:
    """What is owed now."""
    return [(_("Still to be paid"), max(place.ledger.balance(), ZERO))]


def refund(place: Place, by: User, values: dict[str, Any]) -> str:
    """Book a refund."""
    sent = ledger.record_refund(place, by=by, now=clock.now(), **values)
    return _("The refund of %(sum)s is recorded and the participant is told.") % {"sum": wording.euros(sent)}


def refund_lines(place: Place, form: OfPlace) -> Lines:
    """From what is owed to what is sent."""
    payer, charges = form.typed("payer"), form.typed("bank_charges")
    due = ledger.refunds_due(place)[getattr(payer, "pk", payer)]
    return [(_("Owed to the payer"), due), (_("Bank charges"), -charges), (_("To be sent"), due - charges)]


def share_out(place: Place, by: User, values: dict[str, Any]) -> str:
    """Share the charges out anew; who pays nothing so far becomes a payer when a sum is typed."""
    seen = values.pop("seen")
    shares = {find(place): values[name] for name, find in SharesForm.payers_of(place).items() if values.get(name)}
    sharing.share_out(place, shares, seen=seen, by=by, now=clock.now())
    return _("The charges are shared out.")


def reduce(place: Place, by: User, values: dict[str, Any]) -> str:
    """Grant a waiver or a fellowship."""
    sharing.reduce(place, values.pop("amount"), by=by, now=clock.now(), **values)
    return _("The reduction is entered and the participant is told.")


def correct_kind(place: Place, by: User, values: dict[str, Any]) -> str:
    """Another kind of participant, and its price."""
    kind.correct(place, values.pop("rate"), by=by, now=clock.now(), **values)
    return _("The kind of participant is corrected and the participant is told.")


def kind_lines(place: Place, form: OfPlace) -> Lines:
    """From the price that was agreed to that of the kind that is chosen."""
    agreed, price = facts.terms_of(place).price, kind.corrected(place, form.typed("rate")).price
    return [
        (_("Price agreed"), agreed),
        (_("Price of the kind chosen"), price),
        (_("Difference"), price - agreed),
    ]


def take_back(place: Place, by: User, values: dict[str, Any]) -> str:
    """Take a row back that was a mistake."""
    ledger.correct(place, values.pop("entry"), by=by, now=clock.now(), **values)
    return _("The row is taken back and the participant is told.")


def charged_lines(place: Place, form: OfPlace) -> Lines:
    """What each payer was charged, reductions taken off, and all together."""
    each = [(one.name, one.charged) for one in place.ledger.by_payer()]
    return [*each, (_("Together"), place.ledger.charged())]


def give_back(place: Place, by: User, values: dict[str, Any]) -> str:
    """Cancel on a written notice."""
    cancel.cancel(place, by=by, now=clock.now(), **values)
    return _("The place is cancelled and the participant is told.")


def settlement_lines(place: Place, form: OfPlace) -> Lines:
    """The settlement by the day of the notice."""
    day: date = form.typed("notice")
    sums = cancel.worked_out(place, now=clock.now(), notice=day)
    penalty = _("Penalty: %(percent)s %% of the price, %(notice)s") % {
        "percent": sums.penalty_percent,
        "notice": notice(sums),
    }
    return [
        (_("Price"), sums.price),
        (_("Paid"), sums.paid),
        (penalty, sums.penalty),
        (_("Bank charges"), sums.bank_charges),
        *((line.label, line.amount) for line in each_payer(sums)),
        (_("Refund"), sums.refund),
        (_("Still owed"), sums.still_owed),
    ]


def write_down(place: Place, by: User, values: dict[str, Any]) -> str:
    """Record evidence."""
    record.record_many([(place, kind, amount) for kind, amount in values.items()], by=by, now=clock.now())
    return _("Recorded.")


def extend(place: Place, by: User, values: dict[str, Any]) -> str:
    """Give more time."""
    assignment.extend(place, until=values["until"], why=values["why"], by=by, now=clock.now())
    return _("The participant has more time, and is told.")


DEEDS = {
    deed.name: deed
    for deed in (
        Deed(
            "payment",
            gettext_lazy("Record a payment"),
            "enrolment.record_money",
            PaymentForm,
            lambda place: True,
            pay,
            balance_lines,
        ),
        Deed(
            "refund",
            gettext_lazy("Record a refund"),
            "enrolment.record_money",
            RefundForm,
            lambda place: bool(ledger.refunds_due(place)),
            refund,
            refund_lines,
            previews=True,
            asks_again=True,
        ),
        Deed(
            "correct",
            gettext_lazy("Take back a row"),
            "enrolment.record_money",
            CorrectForm,
            lambda place: ledger.correctable(place).exists(),
            take_back,
            balance_lines,
            asks_again=True,
        ),
        Deed(
            "share",
            gettext_lazy("Say who pays what"),
            "enrolment.record_money",
            SharesForm,
            sharing.may_share,
            share_out,
            charged_lines,
        ),
        Deed(
            "reduce",
            gettext_lazy("Grant a reduction"),
            "enrolment.record_money",
            ReductionForm,
            sharing.may_share,
            reduce,
            charged_lines,
        ),
        Deed(
            "kind",
            gettext_lazy("Correct the kind of participant"),
            "enrolment.record_money",
            KindForm,
            lambda place: place.state in HOLDING_A_SEAT and place.edition.rates.exists(),
            correct_kind,
            kind_lines,
            previews=True,
        ),
        Deed(
            "cancel",
            gettext_lazy("Cancel on written notice"),
            "enrolment.cancel_place",
            NoticeForm,
            lambda place: PLACE.allows("cancel", place.state),
            give_back,
            settlement_lines,
            previews=True,
        ),
        Deed(
            "evidence",
            gettext_lazy("Record what is completed"),
            "enrolment.record_evidence",
            EvidenceForm,
            lambda place: place.state in HOLDING_A_SEAT and bool(facts.terms_of(place).requirements),
            write_down,
        ),
        Deed(
            "extend",
            gettext_lazy("Give more time for the final assignment"),
            "enrolment.record_evidence",
            ExtensionForm,
            lambda place: place.state in HOLDING_A_SEAT and facts.assignment_of(place.edition) is not None,
            extend,
        ),
        *ALTERNATIVES,
    )
}


def offered(request: HttpRequest, place: Place) -> list[Deed]:
    """The deeds that are legal now and permitted to whoever looks."""
    return [deed for deed in DEEDS.values() if request.user.has_perm(deed.permission) and deed.legal(place)]
