"""What is kept of certificates and of the way to the diploma.

Certificates are made to be verified by others, for as long as the Centre stands by them.
"""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from academy import clock
from academy.keeping.rules import Until
from academy.keeping.table import Due, Kept
from certificates.models import CapstoneWork, Printout
from certificates.operations.keeping import drop_printout, drop_work, forget

__all__ = ["DUES", "KEPT", "NOT_PERSONAL", "forget"]

WORKS = Until(_("the day on which it was handed in"), years=5)  # the time that one has for the diploma
PRINTOUTS = Until(_("the day on which it was printed"), years=1)
VERIFIED = _("So that your employer, or anyone to whom you show it, can verify it.")
STANDS = _("as long as the Centre verifies certificates; you can ask us to revoke it")
STAYS = _("Certificates stay verifiable. Who wants one revoked as well writes to us before.")
DIPLOMA = _("To decide on your diploma.")
ACCOUNT = _("as long as your account")
CHANGE = "verb source target at why"

KEPT = [
    Kept(
        "certificates.Certificate",
        "number kind state language data credential revoked_for ordered_at",
        whose="place__participant capstone__person",
        files="document",
        what=_("Your certificates"),
        why=VERIFIED,
        until=STANDS,
        after=STAYS,
    ),
    Kept(
        "certificates.CertificateChange",
        CHANGE,
        whose="certificate__place__participant certificate__capstone__person",
        what=_("What became of your certificates"),
        why=VERIFIED,
        until=STANDS,
        after=STAYS,
    ),
    Kept(
        "certificates.EarlierCourse",
        "origin title on state",
        whose="person",
        what=_("Courses taken elsewhere that count towards your diploma"),
        why=DIPLOMA,
        until=ACCOUNT,
    ),
    Kept(
        "certificates.EarlierCourseChange",
        CHANGE,
        whose="earlier_course__person",
        what=_("Why courses taken elsewhere count"),
        why=DIPLOMA,
        until=ACCOUNT,
    ),
    Kept(
        "certificates.Capstone",
        "state name title proposal handed_in_on points",
        whose="person",
        what=_("Your capstone, with its mark"),
        why=DIPLOMA,
        until=ACCOUNT,
        after=STAYS,
    ),
    Kept(
        "certificates.CapstoneChange",
        CHANGE,
        whose="capstone__person",
        what=_("What became of your capstone"),
        why=DIPLOMA,
        until=ACCOUNT,
    ),
    Kept(
        "certificates.CapstoneWork",
        "at",
        whose="capstone__person",
        files="document",
        what=_("The works that you handed in"),
        why=DIPLOMA,
        until=WORKS,
    ),
]
KEPT += [
    Kept(
        "certificates.Download",
        "at",
        whose="certificate__place__participant certificate__capstone__person",
        what=_("When your certificates were downloaded"),
        why=VERIFIED,
        until=STANDS,
        after=STAYS,
    ),
    Kept(
        "certificates.Printout",
        "kind language data asked_at",
        whose="place__participant asked_by",
        files="document",
        what=_("Letters, badges and lists that were printed"),
        why=_("So that you and the Centre have the same paper."),
        until=PRINTOUTS,
    ),
    Kept(
        "certificates.Photograph",
        "consented_at",
        whose="person",
        files="document",
        what=_("Your photograph"),
        why=_("For your badge and the list of your group, because you agreed."),
        until=_("until you withdraw it, or as long as your account"),
    ),
]
NOT_PERSONAL = {
    "certificates.Printout": "fingerprint",
    "certificates.Certificate": "unsigned_sha256 status_index",
    "certificates.InformationNote": "*",
}


def old_works(today: date) -> QuerySet[Any]:
    """Handed in five years ago."""
    return CapstoneWork.objects.filter(at__lt=clock.start_of_day(WORKS.cutoff(today)))


def old_printouts(today: date) -> QuerySet[Any]:
    """Printed a year ago."""
    return Printout.objects.filter(asked_at__lt=clock.start_of_day(PRINTOUTS.cutoff(today)))


DUES = [
    Due("printouts", _("Letters, badges and lists that were printed"), old_printouts, drop_printout),
    Due("works", _("Works for the diploma"), old_works, drop_work),
]
