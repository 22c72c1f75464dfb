"""What happened to one application, told in order: who did what, when and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy.accounts.models import User
from academy.keeping.models import Matter, Reading
from academy.letters.models import Letter
from enrolment import facts
from enrolment.models import Application
from enrolment.selectors.reviews import reading

ENTERED = "enter"
STEPS = {
    ENTERED: gettext_lazy("began the application in the person’s name"),
    "rate": gettext_lazy("said of which kind of participant"),
    "submit": gettext_lazy("sent the application"),
    "ask": gettext_lazy("asked for one thing more"),
    "answer": gettext_lazy("answered what was asked"),
    "take-back": gettext_lazy("took the question back"),
    "accept": gettext_lazy("accepted the application"),
    "offer": gettext_lazy("offered a place"),
    "take-up": gettext_lazy("took the offered place up"),
    "turn-down": gettext_lazy("turned the offered place down"),
    "reserve": gettext_lazy("put the application on the reserve list"),
    "decline": gettext_lazy("declined the application"),
    "withdraw": gettext_lazy("withdrew the application"),
    "discard": gettext_lazy("threw the draft away"),
    "close": gettext_lazy("closed the application: the edition was called off"),
}
BY_ITSELF = {
    "ask": gettext_lazy("One thing more was asked for by itself."),
    "run-out": gettext_lazy("The question was not answered in time; the application is read as it is."),
    "accept": gettext_lazy("A place fell free and went to the first on the reserve list."),
    "offer": gettext_lazy("A place fell free and was offered to the first on the reserve list."),
    "lapse": gettext_lazy("The offer was not taken up in time and lapsed."),
}


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
        words = STEPS if step.by else STEPS | BY_ITSELF
        yield Event(step.at, str(step.by or ""), str(words[step.verb]), step.why)


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
                yield Event(change.at, "", _("The decision was not carried out."), item.refused)


def answers(application: Application) -> Iterator[Event]:
    """What the sponsor said."""
    for asked in application.sponsor_requests.select_related("answer"):
        if given := getattr(asked, "answer", None):
            yield Event(given.at, given.name, _("answered for the sponsor"), str(given.get_share_display()))


def letters(application: Application) -> Iterator[Event]:
    """What was written about it."""
    for letter in Letter.objects.filter(about=f"application:{application.pk}"):
        yield Event(letter.written_at, "", _("We wrote to %(address)s.") % {"address": letter.to}, letter=letter)


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
