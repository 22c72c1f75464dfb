"""Letters of sponsors that the virus scanner found infected: deleted, on record, and asked for once more."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from academy import clock
from academy.documents.check import Cleaned
from academy.documents.intake import take_in
from academy.documents.models import Document
from academy.errors import Refused
from academy.letters.operations import write
from academy.locks import lock, lock_one
from academy.states import move
from enrolment import facts
from enrolment.models import Application, InfectedLetter, Nomination, Place, Question, Submission, Team
from enrolment.models.question import Thing
from enrolment.operations import questions
from enrolment.operations.apply import put_letter
from enrolment.states import APPLICATION, LIVE_APPLICATION

DAYS_TO_ANSWER = 7


def drop_infected() -> None:
    """Take every infected letter from whoever has it, and tell those who sent it; once, however often it runs."""
    for letter in Document.objects.exclude(infection=""):
        drop(letter, now=clock.now())


@transaction.atomic
def drop(letter: Document, *, now: datetime) -> None:
    """Take one letter away, whatever became of its applications; what there was stays on record."""
    for nomination in lock(Nomination.objects.filter(letter=letter)):
        nomination.letter = None
        nomination.save(update_fields=["letter"])
        record(letter, nomination=nomination, now=now)
        key = f"nomination:{nomination.pk}"
        write("enrolment/infected", to=nomination.nominator, about=key, letter=letter, link=nomination, case="again")
    for application in lock(Application.objects.filter(letter=letter).select_related("applicant")):
        application.letter = None
        application.save(update_fields=["letter"])
        if not hasattr(application, "nominee"):
            drop_own(application, letter, now=now)
    for submission in lock(Submission.objects.filter(document=letter).select_related("place__participant")):
        take_from(submission, letter, [submission.place], "enrolment:assignment")
    for team in lock(Team.objects.filter(document=letter)):
        take_from(team, letter, [member.place for member in facts.members_in(team)], "enrolment:team")
    letter.delete()


def take_from(work: Submission | Team, letter: Document, places: list[Place], page: str) -> None:
    """What was handed in without its file is being written again; whose it is, is told."""
    work.document = None
    work.save(update_fields=["document"])
    if work.state == "handed-in":
        move(work, "take-back", by=None, now=clock.now(), why=letter.infection)
    for place in places:
        about = f"place:{place.pk}"
        write("enrolment/work_infected", to=place.participant, about=about, place=place, letter=letter, page=page)


def drop_own(application: Application, letter: Document, *, now: datetime) -> None:
    """Keep on record what the applicant had sent, and ask for another where one is still of use."""
    record(letter, application=application, now=now)
    asked = another(application, now)
    write(
        "enrolment/infected",
        to=application.applicant,
        about=f"application:{application.pk}",
        letter=letter,
        link=application,
        question=asked,
        case="question" if asked else case_of(application.state),
    )


def case_of(state: str) -> str:
    """What the letter asks of the applicant: another file in the form, on the page, or nothing any more."""
    return "draft" if state == "draft" else "again" if state in LIVE_APPLICATION else "over"


def record(letter: Document, *, now: datetime, **owner: Application | Nomination) -> None:
    """The row that stays."""
    InfectedLetter.objects.create(title=letter.title, found=letter.infection, sha256=letter.sha256, at=now, **owner)


def another(application: Application, now: datetime) -> Question | None:
    """The letter is opened once more, until a day, where the application waits for its first decision."""
    if not APPLICATION.allows("ask", application.state):
        return None
    with override(application.applicant.language):
        words = _("The virus scanner found something in your letter. Please scan it again and send the new file.")
    until = clock.civil_day(now) + timedelta(days=DAYS_TO_ANSWER)
    return questions.put_question(application, thing=Thing.LETTER, words=words, until=until, by=None, now=now)


@transaction.atomic
def replace(application: Application, letter: Cleaned, *, now: datetime) -> None:
    """Put another letter in the place of an infected one, at any time after the application was sent.

    Raises Refused when none is awaited of the applicant.
    """
    application = lock_one(Application.objects.filter(pk=application.pk))
    if not facts.awaits_letter_of_applicant(application):
        raise Refused(_("No other letter is needed here."))
    asked = application.open_question
    if asked and asked.thing == Thing.LETTER:
        questions.answer(application, {"letter": letter}, now=now)
    else:
        put_letter(application, take_in(letter), now=now)


@transaction.atomic
def replace_nominated(nomination: Nomination, letter: Cleaned, *, now: datetime) -> None:
    """Put another letter in the place of the infected one of a nomination, and of all its candidates.

    Raises Refused when none is awaited of the nominator.
    """
    nomination = lock_one(Nomination.objects.filter(pk=nomination.pk))
    if facts.lost_by(nomination) is None:
        raise Refused(_("No other letter is needed here."))
    nomination.letter = take_in(letter)
    nomination.save(update_fields=["letter"])
    nomination.infected_letters.update(replaced_at=now)
    Application.objects.filter(nominee__nomination=nomination, letter=None).update(letter=nomination.letter)
