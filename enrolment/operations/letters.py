"""Letters of sponsors that the virus scanner found infected, and letters that several applications share."""

from django.db import transaction

from academy.documents.models import Document
from academy.letters import operations as letters
from academy.locks import lock
from enrolment.models import Application, Nomination


def throw_away(letter: Document) -> None:
    """Delete a letter that was replaced, unless another application or a nomination still has it."""
    shared = Application.objects.filter(letter=letter).exists() or Nomination.objects.filter(letter=letter).exists()
    if not shared:
        letter.delete()


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
        letters.write("enrolment/infected", to=nomination.nominator, about=key, letter=letter, link=nomination)
    for application in lock(Application.objects.filter(letter=letter).select_related("applicant")):
        application.letter = None
        application.save(update_fields=["letter"])
        if not hasattr(application, "nominee"):
            key = f"application:{application.pk}"
            letters.write("enrolment/infected", to=application.applicant, about=key, letter=letter, link=application)
    letter.delete()
