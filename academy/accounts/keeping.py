"""What is kept of accounts, sessions and second factors."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy import clock
from academy.accounts.models import User
from academy.keeping import operations
from academy.keeping.rules import Until
from academy.keeping.table import Due, Kept, delete

IDLE = Until(gettext_lazy("the last time you signed in"), years=3)
UNCONFIRMED = Until(gettext_lazy("the day on which the account was made, if its address is never confirmed"), days=7)
DESK = Until(gettext_lazy("the day on which it was done"), years=3)
ACCOUNT = gettext_lazy("To know you again, and to write to you in your language.")
SAFETY = gettext_lazy("To keep others out of your account.")
ERASED = "@erased.invalid"

KEPT = [
    Kept(
        "accounts.User",
        "email name language works_for country_desks last_login date_joined is_active",
        whose="pk",
        what=gettext_lazy("Your account: name, e-mail address, language"),
        why=ACCOUNT,
        until=IDLE,
    ),
    Kept(
        "account.EmailAddress",
        "email verified primary",
        whose="user",
        what=gettext_lazy("Your e-mail addresses, and whether they are confirmed"),
        why=ACCOUNT,
        until=IDLE,
    ),
    Kept(
        "mfa.Authenticator",
        "type created_at last_used_at",
        whose="user",
        what=gettext_lazy("Your second factors"),
        why=SAFETY,
        until=gettext_lazy("until you take them away"),
    ),
    Kept(
        "sessions.Session",
        "session_data",
        what=gettext_lazy("That you are signed in"),
        why=SAFETY,
        until=gettext_lazy("until you sign out; two weeks at most"),
    ),
    Kept(
        "usersessions.UserSession",
        "created_at ip last_seen_at user_agent",
        whose="user",
        what=gettext_lazy("Where you are signed in: address and browser"),
        why=SAFETY,
        until=gettext_lazy("until you sign out; two weeks at most"),
    ),
    Kept(
        "admin.LogEntry",
        "object_repr change_message action_time",
        whose="user",
        what=gettext_lazy("What a member of staff changed at the desk"),
        why=gettext_lazy("So that mistakes can be traced."),
        until=DESK,
    ),
]
NOT_PERSONAL = {
    "accounts.User": "password is_superuser is_staff",  # the first is a hash and never handed out
    "account.EmailConfirmation": "*",
    "mfa.Authenticator": "data",  # a secret, never handed out
    "sessions.Session": "session_key expire_date",
    "admin.LogEntry": "object_id action_flag",
    "usersessions.UserSession": "session_key data",
}


def idle(today: date) -> QuerySet[Any]:
    """People who have not signed in for three years and were not told yet that their account will go."""
    there = User.objects.filter(is_active=True, is_staff=False).exclude(erasures__state="asked")
    seen = there.annotate(seen=Coalesce("last_login", "date_joined"))
    return seen.filter(seen__lt=clock.start_of_day(IDLE.cutoff(today)))


def unconfirmed(today: date) -> QuerySet[Any]:
    """Accounts whose address nobody confirmed within a week, and that nothing hangs on."""
    before = clock.start_of_day(UNCONFIRMED.cutoff(today))
    made = User.objects.filter(date_joined__lt=before, last_login=None, is_staff=False, emailaddress__verified=False)
    return made.exclude(emailaddress__verified=True).filter(applications=None, places=None)


def old_sessions(today: date) -> QuerySet[Any]:
    """Sessions that have ended."""
    return Session.objects.filter(expire_date__lt=clock.start_of_day(today))


def old_places(today: date) -> QuerySet[Any]:
    """What says where somebody was signed in, once that session has ended."""
    return UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))


def old_log(today: date) -> QuerySet[Any]:
    """Lines of the desk's log that are older than three years."""
    return LogEntry.objects.filter(action_time__lt=clock.start_of_day(DESK.cutoff(today)))


DUES = [
    Due("idle", gettext_lazy("Accounts that nobody has used for years"), idle, operations.warn_idle),
    Due("unconfirmed", gettext_lazy("Accounts whose address was never confirmed"), unconfirmed, delete),
    Due("sessions", gettext_lazy("Sessions that have ended"), old_sessions, delete),
    Due("places", gettext_lazy("Where people were signed in"), old_places, delete),
    Due("log", gettext_lazy("The desk’s log"), old_log, delete),
]


def hindrances(person: User, today: date) -> Iterator[str]:
    """Staff are not erased by themselves."""
    if person.is_staff:
        yield _("You work at the desk: ask an administrator to take your roles away first.")


def forget(person: User, now: datetime) -> None:
    """Nothing is left by which the account could be known or used; its row stays, for the accounts."""
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    UserSession.objects.filter(user=person).delete()
    end_sessions(person)
    person.email, person.name, person.works_for, person.country_desks = f"{person.pk}{ERASED}", "", "", ""
    person.is_active, person.last_login = False, None
    person.set_unusable_password()
    person.save()


def end_sessions(person: User) -> None:
    """Whoever is signed in as this person is so no longer."""
    for session in Session.objects.filter(expire_date__gte=clock.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()
