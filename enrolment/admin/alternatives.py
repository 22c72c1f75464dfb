"""What staff can do instead of cancelling a place, and the penalty that finance waives."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy import clock
from academy.accounts.models import User
from academy.money import ZERO
from enrolment import facts
from enrolment.admin.deed import Deed, Lines
from enrolment.forms.desk_alternatives import CarryOutForm, MoveForm, RefuseForm, StandInForm, WaiverForm
from enrolment.forms.ledger import OfPlace
from enrolment.models import Place, Transfer
from enrolment.operations import substitute, transfer, waive
from enrolment.states import PLACE


def asked(place: Place) -> Transfer | None:
    """The transfer that is asked for and not decided."""
    return place.transfers.filter(state="asked").select_related("to__course", "place__edition").first()


def undecided(place: Place) -> Transfer:
    """The same, where there must be one: the deed is legal only then."""
    return place.transfers.get(state="asked")


def may_change(place: Place) -> bool:
    """Whether it is held and no change is under way; the notice date is looked at when the day is known."""
    open_change = place.substitutions.filter(state="named").exists() or asked(place)
    return PLACE.allows("transfer", place.state) and not open_change


def name(place: Place, by: User, values: dict[str, Any]) -> str:
    """Name a substitute on a written notice, of the participant or the sponsor."""
    substitute.name(place, by=by, now=clock.now(), **values)
    return _("The link is sent to the substitute.")


def call_back(place: Place, by: User, values: dict[str, Any]) -> str:
    """The participant keeps the place."""
    substitute.call_back(place.substitutions.get(state="named"), by=by, now=clock.now())
    return _("The substitute is called back.")


def ask(place: Place, by: User, values: dict[str, Any]) -> str:
    """Note that a transfer is asked for, on a written notice."""
    transfer.ask(place, by=by, now=clock.now(), **values)
    return _("The request is noted and the participant is told.")


def carry_out(place: Place, by: User, values: dict[str, Any]) -> str:
    """Move the place."""
    transfer.carry_out(undecided(place), by=by, now=clock.now())
    return _("The place has moved and the participant is told.")


def refuse(place: Place, by: User, values: dict[str, Any]) -> str:
    """Refuse the transfer, with the reason that the letter gives."""
    transfer.end(undecided(place), "refuse", by=by, why=values["why"], now=clock.now())
    return _("The request is refused and the participant is told.")


def move_lines(place: Place, form: OfPlace) -> Lines:
    """From what was paid here to what is owed there."""
    price, paid = facts.price_there(place, undecided(place).to) or ZERO, place.ledger.paid()
    return [
        (_("Price of this place"), facts.terms_of(place).price),
        (_("Paid, and moved along"), paid),
        (_("Price of %(edition)s") % {"edition": undecided(place).to}, price),
        (_("To be paid then"), max(price - paid, ZERO)),
        (_("To be refunded then"), max(paid - price, ZERO)),
    ]


def lower(place: Place, by: User, values: dict[str, Any]) -> str:
    """Waive a penalty, or a part of it."""
    waive.waive(place, values.pop("amount"), by=by, now=clock.now(), **values)
    return _("The penalty is lowered and the participant is told.")


def penalty_lines(place: Place, form: OfPlace) -> Lines:
    """The policy's figure, and what of it still stands."""
    penalty = place.ledger.filter(kind="penalty").balance()
    return [(_("Penalty by the policy"), penalty), (_("Not waived yet"), waive.waivable(place))]


CHANGES, MONEY = "enrolment.cancel_place", "enrolment.record_money"
ALTERNATIVES = (
    Deed("substitute", gettext_lazy("Name a substitute"), CHANGES, StandInForm, may_change, name),
    Deed(
        "call-back",
        gettext_lazy("Call the substitute back"),
        CHANGES,
        OfPlace,
        lambda place: place.substitutions.filter(state="named").exists(),
        call_back,
    ),
    Deed("ask-to-move", gettext_lazy("Note a request to move"), CHANGES, MoveForm, may_change, ask),
    Deed(
        "move",
        gettext_lazy("Move to the other edition"),
        CHANGES,
        CarryOutForm,
        lambda place: asked(place) is not None,
        carry_out,
        move_lines,
    ),
    Deed(
        "refuse-to-move",
        gettext_lazy("Refuse to move"),
        CHANGES,
        RefuseForm,
        lambda place: asked(place) is not None,
        refuse,
    ),
    Deed(
        "waive",
        gettext_lazy("Lower the penalty"),
        MONEY,
        WaiverForm,
        lambda place: waive.waivable(place) > ZERO,
        lower,
        penalty_lines,
    ),
)
