"""What administrators do with accounts. Passwords are never theirs to see or set."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from academy.accounts.models import User
from academy.accounts.roles import word
from academy.errors import Refused
from academy.letters.operations import write
from academy.locks import lock_one


@transaction.atomic
def invite(email: str, *, name: str, language: str, roles: Iterable[Group]) -> User:
    """An account for a colleague, without a password, and a letter that says how to choose one.

    Somebody who applied for a course before keeps that account and gets the roles. Raises Refused without a role,
    or for somebody who has one already.
    """
    roles = list(roles)
    if not roles:
        raise Refused(_("Give at least one role."))
    person = User.objects.filter(email=email.lower()).first()
    if person and person.is_staff:
        raise Refused(_("%(person)s works at the desk already; change the roles there.") % {"person": person})
    if person is None:
        person = User.objects.create_user(email, name=name, language=language)
    give_roles(person, roles)
    with override(person.language):
        words = [word(role) for role in roles]
    write("accounts/invited", to=person, about=f"user:{person.pk}", roles=words)
    return person


@transaction.atomic
def change(person: User, *, by: User, roles: Iterable[Group], is_active: bool, **values: Any) -> None:
    """Keep a colleague's or an applicant's roles, whether the person may sign in, and the other ``values``.

    These are ``name``, ``language``, and what keeps a reviewer from some applications: ``works_for`` and
    ``country_desks``, which people do not take away from themselves.

    Raises Refused when somebody would take away the own access, or touch an account above the own.
    """
    person, roles = lock_one(User.objects.filter(pk=person.pk)), list(roles)
    if person.is_superuser and not by.is_superuser:
        raise Refused(_("Only somebody with all permissions can change this account."))
    own = set(person.groups.all())
    if person == by and (not is_active or set(roles) != own):
        raise Refused(_("Nobody changes their own roles: ask a colleague."))
    interests = {name: values[name] for name in ("works_for", "country_desks") if name in values}
    if person == by and any(list(value) != list(interest_of(person, name)) for name, value in interests.items()):
        raise Refused(_("Nobody says of themselves what keeps them from reviewing: ask a colleague."))
    for name, value in ({"is_active": is_active} | values).items():
        setattr(person, name, value)
    person.save(update_fields=["is_active", *values])
    give_roles(person, roles)


def interest_of(person: User, name: str) -> Iterable[str]:
    """What is kept under ``works_for`` or ``country_desks``, the latter as codes."""
    kept = getattr(person, name)
    return kept if isinstance(kept, str) else [str(desk) for desk in kept]


def give_roles(person: User, roles: Iterable[Group]) -> None:
    """Exactly these roles; who has one is a member of staff, who has none is not."""
    person.groups.set(roles)
    person.is_staff = person.is_superuser or person.groups.exists()
    person.save(update_fields=["is_staff"])
