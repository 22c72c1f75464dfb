"""Letters of sponsors that the virus scanner found infected: taken away, and another one asked for."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from academy import clock
from academy.documents.models import Document
from academy.letters.operations import write
from academy.locks import lock
from academy.states import move
from enrolment import facts
from enrolment.models import Application, Nomination, Place, Question, Submission, Team
from enrolment.models.question import Thing
from enrolment.operations import questions
from enrolment.states import APPLICATION

DAYS_TO_ANSWER = 7


def drop_infected() -> None:
    """Take every infected letter from whoever has it, and tell those who sent it; once, however often it runs."""
    for letter in Document.objects.exclude(infection=""):
        drop(letter)


@transaction.atomic
def drop(letter: Document) -> None:
    """Take one letter away; its row goes with it."""
    for nomination in lock(Nomination.objects.filter(letter=letter)):
        nomination.letter = None
        nomination.save(update_fields=["letter"])
        key = f"nomination:{nomination.pk}"
        write("enrolment/infected", to=nomination.nominator, about=key, letter=letter, link=nomination)
    for application in lock(Application.objects.filter(letter=letter).select_related("applicant")):
        application.letter = None
        application.save(update_fields=["letter"])
        if not hasattr(application, "nominee"):
            asked, key = another(application), f"application:{application.pk}"
            write(
                "enrolment/infected",
                to=application.applicant,
                about=key,
                letter=letter,
                link=application,
                draft=application.state == "draft",
                question=asked,
            )
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


def another(application: Application) -> Question | None:
    """The letter is opened once more where the application waits for its first decision; else staff see to it."""
    if not APPLICATION.allows("ask", application.state):
        return None
    now = clock.now()
    with override(application.applicant.language):
        words = _("The virus scanner found something in your letter. Please scan it again and send the new file.")
    until = clock.civil_day(now) + timedelta(days=DAYS_TO_ANSWER)
    return questions.put_question(application, thing=Thing.LETTER, words=words, until=until, by=None, now=now)
