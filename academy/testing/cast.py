"""The cast: one person for each role, so that a test of who may do what is one line.

Everyone can sign in with their address and ``PASSWORD``, or at once through ``browser(person)``.
"""

import time

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from playwright.sync_api import Page

from academy.accounts import roles
from academy.accounts.models import User

PASSWORD = "a long enough password"


def applicant(email: str = "amina@example.org", name: str = "Amina Diallo") -> User:
    """Somebody who applies and takes part."""
    return person(email, name)


def another_applicant() -> User:
    """Somebody else who applies: may see nothing of the first."""
    return person("bruno@example.org", "Bruno Silva")


def reviewer() -> User:
    """Reads applications, decides on them and records what participants complete."""
    return staff("rosa@example.org", "Rosa Conti", roles.REVIEWER)


def finance() -> User:
    """Records payments and refunds."""
    return staff("felix@example.org", "Felix Okafor", roles.FINANCE)


def administrator() -> User:
    """Does what the others do, issues certificates and keeps the catalogue."""
    return staff("ada@example.org", "Ada Novak", roles.ADMINISTRATOR)


def staff(email: str, name: str, role: str) -> User:
    """A member of staff in one role."""
    roles.load_roles()
    member = person(email, name, is_staff=True)
    member.groups.add(Group.objects.get(name=role))
    return member


def person(email: str, name: str, *, is_staff: bool = False) -> User:
    """An account whose e-mail address is verified."""
    made = User.objects.create_user(email, PASSWORD, name=name, is_staff=is_staff)
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def come_in(page: Page, who: User, address: str) -> None:
    """Sign somebody in on a page of a real browser, on the site at ``address``."""
    session = browser(who).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])


def confirmed(who: User) -> Client:
    """The same of somebody who has just typed the password again."""
    client = browser(who)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(who.pk)
    session.save()
    return client


def browser(who: User | None = None) -> Client:
    """A browser of that person, signed in; without a person, a stranger's."""
    client = Client()
    if who:
        client.force_login(who)
    return client
