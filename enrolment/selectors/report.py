"""What a report would record, person by person, before anything is recorded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from allauth.account.models import EmailAddress

from catalogue.models import Session
from enrolment import facts
from enrolment.models import Place
from enrolment.rules.reports import Line, Report, attended, passed

ASSESSMENT = "assessment"  # else a column means the session whose key it has


@dataclass
class Trial:
    """One line of the report: whose it is (None: nobody's in this edition), and what it says that can be recorded."""

    email: str
    place: Place | None
    came: list[tuple[Place, Session, bool]] = field(default_factory=list)
    results: list[tuple[Place, str, bool, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def by_email(places: Iterable[Place]) -> dict[str, Place]:
    """Places by every confirmed address of their participants, in small letters."""
    found = {place.participant_id: place for place in places}
    rows = EmailAddress.objects.filter(user__in=found, verified=True).values_list("email", "user")
    return {email.lower(): found[person] for email, person in rows}


def trial(report: Report, meanings: Mapping[int, str], places: Iterable[Place], least: Decimal) -> list[Trial]:
    """The dry run; reads what ``facts.READ_BY_RECORD`` names."""
    owners = by_email(places)
    return [tried(line, report, meanings, owners.get(line.email), least) for line in report.lines]


def tried(line: Line, report: Report, meanings: Mapping[int, str], place: Place | None, least: Decimal) -> Trial:
    """One line of it."""
    found = Trial(line.email, place)
    if place is None:
        return found
    mine = {str(one.pk): one for one in facts.sessions_of(place)}
    for column, meaning in meanings.items():
        value, name = line.values[column], report.columns[column]
        try:
            if meaning == ASSESSMENT:
                if (good := passed(value, least)) is not None:
                    found.results.append((place, name[:200], good, value[:60]))
            elif (came := attended(value)) is not None and meaning in mine:
                found.came.append((place, mine[meaning], came))
        except ValueError:
            found.unread.append(f"{name}: {value}")
    return found
