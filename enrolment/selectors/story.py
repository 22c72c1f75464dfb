"""What happened to one application, told in order: who did what, when and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from academy.accounts.models import User
from academy.keeping.models import Matter, Reading
from academy.letters.models import Letter
from enrolment import facts
from enrolment.models import Application
from enrolment.selectors.reviews import reading

ENTERED = "enter"


@dataclass(frozen=True)
class Event:
    """One line: ``who`` is empty for the clock, ``why`` is in somebody's own words, ``letter`` can be opened."""

    at: datetime
    who: str
    what: str
    why: str = ""
    letter: Letter | None = None


def story(application: Application, viewer: User) -> list[Event]:
    """Everything, oldest first; scores stand on the card of reviews, for whoever may see them."""
    about = (steps, reviews, conflicts, batches, answers, letters, readings, infections)
    events = [event for part in about for event in part(application)]
    if not reading(viewer, application).seat.reviewer:
        events = [event for event in events if not isinstance(event, Judgement)]
    return sorted(events, key=lambda event: event.at)


class Judgement(Event):
    """A line that only reviewers read."""


def steps(application: Application) -> Iterator[Event]:
    """Its states; one that came in a spreadsheet was begun by whoever brought it in."""
    changes = list(application.changes.select_related("by"))
    if not any(step.verb == ENTERED for step in changes):
        yield Event(application.started_at, application.full_name, _("began the application"))
    for step in changes:
        made = _("made it “%(state)s”") % {"state": application.TABLE.states[step.target].for_staff}
        said = {
            ENTERED: _("began the application in the person’s name"),
            "rate": _("said of which kind of participant"),
        }
        what = said.get(step.verb, made)
        yield Event(step.at, str(step.by or ""), what, step.why)


def reviews(application: Application) -> Iterator[Event]:
    """That a review was given, without its scores."""
    for review in application.reviews.select_related("reviewer"):
        yield Judgement(review.given_at, str(review.reviewer), _("gave a review"))


def conflicts(application: Application) -> Iterator[Event]:
    """Conflicts of interest that were declared."""
    for row in application.conflicts.select_related("reviewer"):
        yield Judgement(row.declared_at, str(row.reviewer), _("declared a conflict of interest"), row.why)


def batches(application: Application) -> Iterator[Event]:
    """Decisions that were held, undone, or refused when their turn came."""
    for item in application.batch_items.select_related("batch__by").prefetch_related("batch__changes__by"):
        batch = item.batch
        words = {"decision": batch.get_verb_display()}
        yield Event(batch.asked_at, str(batch.by), _("decided to %(decision)s, held for a while") % words, batch.words)
        for change in batch.changes.all():
            if change.verb == "undo":
                yield Event(change.at, str(change.by), _("undid that decision"))
            elif change.verb == "finish" and item.refused:
                yield Event(change.at, "", _("the decision was not carried out"), item.refused)


def answers(application: Application) -> Iterator[Event]:
    """What the sponsor said."""
    for asked in application.sponsor_requests.select_related("answer"):
        if given := getattr(asked, "answer", None):
            yield Event(given.at, given.name, _("answered for the sponsor"), str(given.get_share_display()))


def letters(application: Application) -> Iterator[Event]:
    """What was written about it."""
    for letter in Letter.objects.filter(about=f"application:{application.pk}"):
        yield Event(letter.written_at, "", _("a letter to %(address)s") % {"address": letter.to}, letter=letter)


def readings(application: Application) -> Iterator[Event]:
    """Who opened the sponsorship letter."""
    looks = Reading.objects.filter(
        about=f"application:{application.pk}", matter__in=[Matter.LETTER, Matter.LETTER_FILE]
    )
    for look in looks.select_related("by"):
        yield Event(look.at, str(look.by), _("opened the sponsorship letter"))


def infections(application: Application) -> Iterator[Event]:
    """Letters that the virus scanner found infected, the nominator's too."""
    nomination = facts.nomination_of(application)
    rows = [*application.infected_letters.all(), *(nomination.infected_letters.all() if nomination else ())]
    for row in rows:
        what = _("The virus scanner found “%(found)s” in the letter “%(title)s”; it was deleted.")
        yield Event(row.at, "", what % {"found": row.found, "title": row.title})
