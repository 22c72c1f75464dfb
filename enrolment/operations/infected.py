"""Letters of sponsors that the virus scanner found infected: taken away, and another one asked for."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from academy import clock
from academy.documents.models import Document
from academy.letters.operations import write
from academy.locks import lock
from enrolment.models import Application, Nomination, Question
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
    letter.delete()


def another(application: Application) -> Question | None:
    """The letter is opened once more where the application waits for its first decision; else staff see to it."""
    if not APPLICATION.allows("ask", application.state):
        return None
    now = clock.now()
    with override(application.applicant.language):
        words = _("The virus scanner found something in your letter. Please scan it again and send the new file.")
    until = clock.civil_day(now) + timedelta(days=DAYS_TO_ANSWER)
    return questions.put_question(application, thing=Thing.LETTER, words=words, until=until, by=None, now=now)
