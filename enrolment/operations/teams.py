"""Teams are proposed, adjusted by hand, told, and marked."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext as _

from academy.accounts.models import User
from academy.errors import Refused
from academy.letters.operations import write
from academy.locks import lock, lock_one
from academy.states import move
from catalogue.models import Edition, GroupRole, GroupWork
from enrolment import facts
from enrolment.models import Place, Team, TeamMember
from enrolment.rules import teams as rules


def locked(edition: Edition) -> GroupWork:
    """The edition's group work under its lock. Raises Refused where there is none."""
    for work in lock(GroupWork.objects.filter(edition=edition)):
        return work
    raise Refused(_("This edition asks for no group work."))


@transaction.atomic
def propose(edition: Edition, *, seed: int) -> list[Team]:
    """Make all teams anew, balanced; the same seed and people give the same teams.

    Raises Refused when nobody has a place, and as soon as a team has begun to write or its members were told.
    """
    work, members = locked(edition), facts.members_of(edition)
    if edition.teams.exclude(told_at=None, saved_at=None).exists():
        raise Refused(_("The members were told of their teams already. Please move people one by one."))
    if not members:
        raise Refused(_("Nobody has a place yet."))
    number = rules.number_of_teams(len(members), work.team_size)
    languages = rules.languages_of(members, number, edition.languages)
    edition.teams.all().delete()
    return made(edition, work, languages, rules.build(members, languages, seed))


def made(edition: Edition, work: GroupWork, languages: tuple[str, ...], team_of: dict[int, int]) -> list[Team]:
    """The rows: teams with their countries in turn, members with their roles in turn."""
    countries: list[str] = [country.code for country in cast(Any, work.countries)]
    roles = list(work.roles.all())
    teams = []
    for index, language in enumerate(languages):
        country = countries[index % len(countries)] if countries else ""
        teams.append(Team.objects.create(edition=edition, number=index + 1, language=language, country=country))
        for turn, key in enumerate(sorted(key for key, team in team_of.items() if team == index)):
            role = roles[turn % len(roles)] if roles else None
            TeamMember.objects.create(team=teams[-1], place_id=key, role=role)
    return teams


@transaction.atomic
def adjust(
    edition: Edition,
    countries: Iterable[tuple[Team, str]],
    members: Iterable[tuple[Place, Team | None, GroupRole | None]],
) -> int:
    """What was changed by hand: countries of teams, and the team and role of places; returns how many changes.

    Raises Refused for a team whose work is handed in or passed: who is in it stands on the result.
    """
    locked(edition)
    changed = sum(play(team, country) for team, country in countries)
    return changed + sum(seat(place, team, role) for place, team, role in members)


def play(team: Team, country: str) -> bool:
    """Let a team play a country."""
    return bool(Team.objects.filter(pk=team.pk).exclude(country=country).update(country=country))


def seat(place: Place, team: Team | None, role: GroupRole | None) -> bool:
    """Put a place into a team, or out of any. Raises Refused where a team's work is handed in or passed."""
    held = TeamMember.objects.select_related("team").filter(place=place).first()
    before = (held.team, held.role) if held else (None, None)
    if before == (team, role):
        return False
    if before[0] != team:
        demand_at_work([one for one in (before[0], team) if one])
    if team is None:
        TeamMember.objects.filter(place=place).delete()
    else:
        TeamMember.objects.update_or_create(place=place, defaults={"team": team, "role": role})
    return True


def demand_at_work(teams: Iterable[Team]) -> None:
    """Lock the teams, as who hands in does. Raises Refused where the work is handed in or passed."""
    for team in lock(Team.objects.filter(pk__in=[team.pk for team in teams])):
        if team.state in ("handed-in", "passed"):
            raise Refused(_("%(team)s has handed in its work; its members stay.") % {"team": team})


@transaction.atomic
def tell_all(edition: Edition, *, now: datetime) -> int:
    """Write to the members of every team that was not told yet; returns how many teams that are."""
    work = locked(edition)
    teams = list(lock(edition.teams.filter(told_at=None)))
    for team in teams:
        Team.objects.filter(pk=team.pk).update(told_at=now)
        tell(team, "enrolment/team", due=work.due)
    return len(teams)


def tell(team: Team, name: str, **context: Any) -> None:
    """A letter to each member who still has the place."""
    for member in facts.members_in(team):
        place = member.place
        about = f"place:{place.pk}"
        write(name, to=place.participant, about=about, place=place, edition=place.edition, team=team, **context)


@transaction.atomic
def mark(team: Team, *, points: int, reasons: str, by: User, now: datetime) -> Team:
    """Mark the work of a team, of 100, with reasons that its members read; below the pass mark it is returned.

    Raises Refused for work that is not handed in.
    """
    team = lock_one(Team.objects.filter(pk=team.pk).select_related("edition__group_work"))
    passed = points >= team.edition.group_work.pass_mark
    move(team, "pass" if passed else "return", by=by, now=now)
    team.mark, team.reasons = points, reasons
    team.save(update_fields=["mark", "reasons"])
    tell(team, "enrolment/team_result", due=facts.last_day_of_team(team, team.edition.group_work))
    return team
