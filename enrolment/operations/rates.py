"""Of which kind of participant an applicant is; the price depends on it, and is frozen when the place is given."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from academy.accounts.models import User
from academy.errors import Refused
from academy.locks import lock_one
from catalogue.models import Rate
from enrolment.models import Application

OPEN = ("draft", "submitted", "asked", "reserve", "offered")


@transaction.atomic
def correct(application: Application, rate: Rate | None, *, by: User, seen: int | None, now: datetime) -> None:
    """Say anew of which kind the applicant is; None: of none, at the usual price.

    ``seen`` is the key of the rate on the screen. Raises Refused once the place was given, for a rate of another
    edition, and when somebody else said so meanwhile. An offer that is open has other terms then, which the person
    is shown before taking it up.
    """
    application = lock_one(Application.objects.filter(pk=application.pk))
    if application.state not in OPEN:
        raise Refused(_("The price was agreed when the place was given."))
    if application.rate_id != seen:
        raise Refused(_("Somebody has changed this meanwhile. Please look again."))
    demand_of_edition(application, rate)
    application.rate = rate
    application.save(update_fields=["rate"])
    step = {"verb": "rate", "source": application.state, "target": application.state}
    application.changes.create(**step, by=by, at=now, why=str(rate) if rate else _("Usual price"))


def demand_of_edition(application: Application, rate: Rate | None) -> None:
    """Raise Refused for a rate of another edition."""
    if rate and rate.edition_id != application.edition_id:
        raise Refused(_("This kind of participant belongs to another edition."))
