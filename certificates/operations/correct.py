"""What may still happen to a certificate that was handed out: it is revoked, or a newer one replaces it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from academy.accounts.models import User
from academy.errors import Refused
from academy.locks import lock_one
from academy.states import move
from certificates import facts
from certificates.models import Capstone, Certificate
from certificates.operations.diploma import order_diploma
from certificates.operations.issue import order
from certificates.operations.names import demand_name
from certificates.operations.render import tell
from enrolment.models import Place


@transaction.atomic
def revoke(certificate: Certificate, *, why: str, ground: str = "", by: User, now: datetime) -> None:
    """It does not stand any more, and its page says so, with ``ground`` when one is given.

    ``why`` stays inside. Raises Refused without it.
    """
    demand_reason(why)
    certificate = lock_one(Certificate.objects.filter(pk=certificate.pk))
    certificate.revoked_for = ground
    certificate.save(update_fields=["revoked_for"])
    move(certificate, "revoke", by=by, now=now, why=why)


@transaction.atomic
def replace(certificate: Certificate, *, name: str, why: str, by: User, now: datetime) -> Certificate:
    """Order one with a new number and today's facts in its stead; ``name`` is what will be printed.

    Raises Refused without a reason, for a name that cannot be printed, and when the place or the person has not earned
    one or has another one.
    """
    demand_reason(why)
    demand_name(name)
    parent = lock_parent(certificate)
    certificate = lock_one(Certificate.objects.filter(pk=certificate.pk))
    move(certificate, "replace", by=by, now=now, why=why)
    said: dict[str, Any] = {"name": name.strip(), "by": by, "now": now, "why": why, "replaces": certificate}
    if isinstance(parent, Place):
        return order(earned(parent), **said)
    return order_diploma(parent, **said)


@transaction.atomic
def send_again(certificate: Certificate, *, by: User, now: datetime) -> None:
    """Write to the holder once more that it is there. Raises Refused for one that does not stand."""
    certificate = lock_one(Certificate.objects.filter(pk=certificate.pk))
    if certificate.state != "issued":
        raise Refused(_("Only a certificate that stands can be sent again."))
    tell(certificate)
    certificate.changes.create(verb="send", source=certificate.state, target=certificate.state, by=by, at=now)


def lock_parent(certificate: Certificate) -> Place | Capstone:
    """What can have one live certificate at a time, locked."""
    if certificate.place_id:
        return lock_one(Place.objects.filter(certificates=certificate))
    return lock_one(Capstone.objects.filter(diplomas=certificate))


def demand_reason(why: str) -> None:
    """Raise Refused when no reason is given."""
    if not why.strip():
        raise Refused(_("Give the reason: it stays in the record."))


def earned(place: Place) -> facts.Verdict:
    """The verdict on the locked place. Raises Refused unless it may have a certificate now."""
    verdict = facts.verdict_on(place)
    if not verdict.decision.allowed:
        raise Refused(verdict.why)
    return verdict
