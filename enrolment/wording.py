"""Sentences about what the rules worked out, in the language of the moment."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby

from babel.lists import format_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from academy import wording
from catalogue.models import Elective
from enrolment.rules.allocation import Missed, Result
from enrolment.rules.completion import Line, Why

Electives = Mapping[int, Elective]


def explained(result: Result, electives: Electives) -> str:
    """One sentence for one participant; ``electives`` are all of the edition with their areas.

    Such as “You have your first choice in “Governance”, and your second choice in “Crisis migration”; your first
    choice in “Crisis migration”, “Mixed movements”, was full.”
    """
    told = [missed_in_words(missed, electives) for missed in result.missed if missed.why != "enough"]
    return "; ".join([granted_in_words(result, electives), *told]) + "."


def granted_in_words(result: Result, electives: Electives) -> str:
    """Which wishes were granted, by their ranks and areas."""
    wished = [(rank, key) for key, rank in result.seats.items() if rank]
    if not wished and not result.seats and not result.missed:
        return _("You had no wishes, so you choose your electives on the page of your place")
    if not wished:
        return _("None of your wishes could be granted") if not result.seats else _("You keep the electives you had")
    ranks = groupby(wished, key=lambda one: one[0])
    told = [choice_in(rank, [electives[key] for _rank, key in granted]) for rank, granted in ranks]
    return _("You have %(choices)s") % {"choices": listed(told)}


def choice_in(rank: int, electives: list[Elective]) -> str:
    """“your first choice in “Governance” and “Crisis migration””."""
    words = {
        1: _("your first choice in %(areas)s"),
        2: _("your second choice in %(areas)s"),
        3: _("your third choice in %(areas)s"),
    }
    areas = listed([_("“%(area)s”") % {"area": one.area.title} for one in electives])
    return words.get(rank, _("your choice %(rank)s in %(areas)s")) % {"rank": rank, "areas": areas}


def listed(words: list[str]) -> str:
    """“a, b and c”."""
    return format_list(words, locale=get_language() or "en")


def missed_in_words(missed: Missed, electives: Electives) -> str:
    """“your second choice in “Crisis migration”, “Mixed movements”, was full”."""
    elective = electives[missed.course]
    words = {
        "full": _("%(choice)s, “%(elective)s”, was full"),
        "clash": _("%(choice)s, “%(elective)s”, is held at the same time as one that you have"),
        "language": _("%(choice)s, “%(elective)s”, is taught in a language that you did not name"),
    }
    return words[missed.why] % {"choice": choice_in(missed.rank, [elective]), "elective": elective.title}


def because(line: Line, today: date) -> str:
    """Why a requirement is not met yet, and by when it can be: one sentence or two; “Done.” where it is met."""
    coming, by = line.to_come(today), line.by(today)
    known: dict[str, object] = {"done": line.done, "needed": line.needed, "missing": line.missing, "left": len(coming)}
    known |= {"day": wording.day(by) if by else "", "next": coming[0].name if coming else ""}
    known |= {"next_day": wording.day(coming[0].by) if coming and coming[0].by else ""}
    words = {
        Why.MET: _("Done."),
        Why.COMING: _("Not yet: %(done)s of %(needed)s. Next: “%(next)s”, %(next_day)s; the last chance is %(day)s."),
        Why.TOO_FEW: _(
            "Not yet: %(missing)s missing, %(left)s still to come. "
            "Please write to the course team, also if you were there and it is not recorded."
        ),
        Why.DUE: _("Not yet: %(done)s of %(needed)s. To be done by %(day)s."),
        Why.LATE: _("Not done: %(done)s of %(needed)s. It was due on %(day)s; please write to the course team."),
        Why.OPEN: _("Not yet: %(done)s of %(needed)s."),
    }
    return words[line.why(today)] % known
