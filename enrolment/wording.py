"""Sentences about what the rules worked out, in the language of the moment."""

from collections.abc import Mapping
from datetime import date

from babel.lists import format_list
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from academy import wording
from enrolment.rules.allocation import Missed, Result
from enrolment.rules.completion import Line, Why


def explained(result: Result, names: Mapping[int, str]) -> str:
    """One sentence, such as “You have your wishes 1 and 3; wish 2, “Diaspora”, was full.”, for one participant."""
    told = [missed_in_words(missed, names) for missed in result.missed if missed.why != "enough"]
    return "; ".join([granted_in_words(result), *told]) + "."


def granted_in_words(result: Result) -> str:
    """Which wishes were granted, by their numbers."""
    ranks = [str(rank) for rank in result.seats.values() if rank]
    if not ranks and not result.seats and not result.missed:
        return _("You had no wishes, so you choose your electives on the page of your place")
    if not ranks:
        return _("None of your wishes could be granted") if not result.seats else _("You keep the electives you had")
    listed = format_list(ranks, locale=get_language() or "en")
    return ngettext("You have your wish %(ranks)s", "You have your wishes %(ranks)s", len(ranks)) % {"ranks": listed}


def missed_in_words(missed: Missed, names: Mapping[int, str]) -> str:
    """“wish 2, “Diaspora”, was full”."""
    words = {
        "full": _("wish %(rank)s, “%(elective)s”, was full"),
        "clash": _("wish %(rank)s, “%(elective)s”, is held at the same time as one that you have"),
        "language": _("wish %(rank)s, “%(elective)s”, is taught in a language that you did not name"),
    }
    return words[missed.why] % {"rank": missed.rank, "elective": names[missed.course]}


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
