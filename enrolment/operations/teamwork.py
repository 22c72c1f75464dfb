"""Members of a team write together, and any of them hands in."""

from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from academy import clock
from academy.accounts.models import User
from academy.documents import check, intake
from academy.errors import Refused
from academy.locks import lock_one
from academy.states import move
from enrolment import facts
from enrolment.models import Place, Team
from enrolment.operations.teams import tell

FILE_NAME = "group-work.pdf"


def work_now(place: Place, now: datetime) -> facts.TeamWork | None:
    """The work of the place's team, read anew."""
    rows = Place.objects.select_related("edition__group_work", "team_member__team")
    return facts.team_work_of(rows.get(pk=place.pk), clock.civil_day(now))


def demand_open(place: Place, now: datetime) -> facts.TeamWork:
    """The work of the place's team, with the team locked. Raises Refused when nothing can be handed in now."""
    found = work_now(place, now)
    if found is None:
        raise Refused(_("You are not in a team yet."))
    lock_one(Team.objects.filter(pk=found.team.pk))
    found = work_now(place, now)
    if found is None or not found.open:
        raise Refused(_("Nothing can be handed in now. Please write to the course team if you need more time."))
    return found


@transaction.atomic
def save(place: Place, *, text: str, upload: BinaryIO | None = None, seen: str, by: User, now: datetime) -> Team:
    """Keep what the team has written so far; ``seen`` is the ``version`` that the member's page showed.

    Raises Refused when another member saved meanwhile, so that nobody writes over what they have not read, when
    nothing can be handed in, and for a file that is none of those that are taken.
    """
    team = demand_open(place, now).team
    if seen != version(team):
        words = _("%(name)s saved another version meanwhile; it stands below yours. Bring both together and save.")
        raise Refused(words % {"name": team.saved_by})
    cleaned = check.cleaned(upload, FILE_NAME) if upload else None
    team.text, team.saved_at, team.saved_by, former = text, now, by, team.document if cleaned else None
    if cleaned:
        team.document = intake.take_in(cleaned)
    team.save()
    if former:
        former.delete()
    return team


def version(team: Team) -> str:
    """Changes whenever a member saves."""
    return team.saved_at.isoformat() if team.saved_at else ""


@transaction.atomic
def hand_in(place: Place, *, by: User, now: datetime) -> Team:
    """Hand in what was saved, for the whole team; all members hear of it. Raises Refused for nothing."""
    team = demand_open(place, now).team
    if not (team.text.strip() or team.document):
        raise Refused(_("There is nothing to hand in yet: write a text or add a file."))
    move(team, "hand-in", by=by, now=now)
    tell(team, "enrolment/team_handed_in", by=by)
    return team


@transaction.atomic
def take_back(place: Place, *, by: User, now: datetime) -> Team:
    """Go on writing, until the last day is over. Raises Refused afterwards, and for what is marked."""
    found = work_now(place, now)
    if found is None or clock.civil_day(now) > found.due:
        raise Refused(_("It can no longer be taken back."))
    team = lock_one(Team.objects.filter(pk=found.team.pk))
    move(team, "take-back", by=by, now=now)
    return team
