"""What a person keeps for the next application."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from academy.accounts.models import User
from academy.locks import lock_one
from enrolment.models import PROFILE_FIELDS, Profile
from enrolment.rules.duplicates import mailbox_key, name_key


@transaction.atomic
def keep(person: User, values: Mapping[str, Any], *, now: datetime) -> Profile:
    """Keep these answers; what is not among them stays as it was."""
    person = lock_one(User.objects.filter(pk=person.pk))
    profile = Profile.objects.filter(person=person).first() or Profile(person=person, full_name=person.name)
    for name in PROFILE_FIELDS:
        if name in values:
            setattr(profile, name, values[name])
    profile.changed_at = now
    profile.name_key, profile.mailbox_key = name_key(profile.full_name)[:400], mailbox_key(person.email)
    profile.save()
    return profile


def learn(person: User, values: Mapping[str, Any], *, now: datetime) -> None:
    """Keep what an application says about the person; an answer that was left empty there takes nothing away."""
    known = {name: values[name] for name in PROFILE_FIELDS if values.get(name) not in ("", None, {})}
    if known:
        keep(person, known, now=now)


def known(person: User) -> dict[str, Any]:
    """What a new application begins with: the profile, or the name of the account."""
    profile = Profile.objects.filter(person=person).first()
    if profile is None:
        return {"full_name": person.name}
    return {name: getattr(profile, name) for name in PROFILE_FIELDS}
