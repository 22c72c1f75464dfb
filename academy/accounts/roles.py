"""The roles of staff and what each may do, as one table."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext, gettext_noop

REVIEWER, FINANCE, ADMINISTRATOR = gettext_noop("Reviewer"), gettext_noop("Finance"), gettext_noop("Administrator")
READABLE = (
    "course criterion edition elective phase period pricepart rate ratepart passage requirement session"
    " cancellationpolicy finalassignment groupwork"
)
READS_CATALOGUE = [f"catalogue.view_{name}" for name in READABLE.split()]
READS_PLACES = ["enrolment.view_application", "enrolment.view_place"]
REVIEWS = ["enrolment.review_application", "enrolment.record_evidence", "enrolment.mark_submission"]
HANDLES_MONEY = ["enrolment.record_money", "enrolment.cancel_place"]
ISSUES = ["certificates.issue_certificate", "certificates.view_certificate", "certificates.change_certificate"]
GUIDES = ["certificates.view_capstone", "certificates.guide_capstone"]
PRINTS = ["certificates.view_printout", "certificates.make_printout"]
NOTES = ["certificates.view_informationnote"]
PLANS = ["enrolment.change_plan", "enrolment.view_changeofplan", "enrolment.plan_selection"]
READS_STAYS = ["enrolment.view_stay", "enrolment.export_stay"]
BRINGS_IN = ["enrolment.import_application"]
SEES_WHAT_IS_KEPT = ["keeping.view_reading", "keeping.view_erasure"]
READS_LETTERS = ["letters.view_letter"]
SENDS_LETTERS = ["letters.change_letter"]
TRIES_AGAIN = ["jobs.change_job"]

ROLES: dict[str, list[str]] = {
    REVIEWER: READS_CATALOGUE + READS_PLACES + REVIEWS + GUIDES,
    FINANCE: READS_CATALOGUE + READS_PLACES + READS_LETTERS + HANDLES_MONEY,
    ADMINISTRATOR: READS_PLACES
    + READS_STAYS
    + BRINGS_IN
    + SEES_WHAT_IS_KEPT
    + READS_LETTERS
    + SENDS_LETTERS
    + REVIEWS
    + HANDLES_MONEY
    + ISSUES
    + GUIDES
    + PRINTS
    + NOTES
    + PLANS
    + TRIES_AGAIN,
}
OWNED_BY_ADMINISTRATOR = ["catalogue", "accounts"]


def word(role: Group) -> str:
    """What the role is called in the language of the page or letter; the database keeps the English word."""
    return gettext(role.name)


@transaction.atomic
def load_roles() -> None:
    """Bring the groups to what the table says; safe to run again. A permission that is not there is a KeyError."""
    known = {one.natural_key()[:2]: one for one in Permission.objects.select_related("content_type")}
    for role, names in ROLES.items():
        wanted = [known[codename, app] for app, codename in (name.split(".") for name in names)]
        if role == ADMINISTRATOR:
            wanted += [one for (codename, app), one in known.items() if is_the_administrators(app, codename)]
        group, _made = Group.objects.get_or_create(name=role)
        group.permissions.set(wanted)


def is_the_administrators(app: str, codename: str) -> bool:
    """Whether administrators have the permission, though the table does not name it."""
    seen = app in ("jobs", "documents") and codename.startswith("view_")
    return seen or app in OWNED_BY_ADMINISTRATOR
