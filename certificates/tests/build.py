"""Participants and certificates for tests, made the way the site makes them."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from modeltranslation.translator import translator

from academy import clock
from academy.accounts.models import User
from academy.documents.check import Cleaned
from academy.jobs.models import Job, JobState
from academy.jobs.operations import run_now
from academy.testing import cast
from academy.testing.letters import pdf, photograph
from catalogue.models import Edition
from certificates.models import Capstone, Certificate, Printout
from certificates.operations import capstone as capstones
from certificates.operations import photographs
from certificates.operations.issue import issue
from certificates.operations.printouts import ask_for, make
from enrolment.models import Place
from enrolment.operations.record import record
from enrolment.tests.build import REQUIRED, open_edition, place


def participant(edition: Edition, email: str = "amina@example.org", *, by: User, **answers: Any) -> Place:
    """A place in the edition of which all requirements are recorded as met."""
    language = answers.pop("language", "en")
    person = cast.applicant(email)
    person.language = language
    person.save(update_fields=["language"])
    made = place(person, edition, by=by, **answers)
    for kind, amount in REQUIRED.items():
        record(made, kind, amount, by=by, now=clock.now())
    return made


def issued(edition: Edition | None = None, **answers: Any) -> Certificate:
    """A certificate that the worker has made."""
    staff = cast.administrator()
    edition = edition or open_edition()
    participant(edition, by=staff, **answers)
    (certificate,) = issue(edition, by=staff, now=clock.now())
    work()
    certificate.refresh_from_db()
    return certificate


def in_every_language() -> None:
    """Let every text of the catalogue say in all languages what it says in English."""
    for model in translator.get_registered_models(abstract=False):
        names = translator.get_options_for_model(model).all_fields
        others = [code for code, _name in settings.LANGUAGES if code != "en"]
        copied = {f"{name}_{language}": F(f"{name}_en") for name in names for language in others}
        model._default_manager.update(**copied)


def work() -> None:
    """Be the worker: do every job that waits, those that come up meanwhile too."""
    while waiting := Job.objects.filter(state=JobState.PENDING, due_at__lte=clock.now()).first():
        run_now(waiting.pk)


def upload(content: bytes, name: str = "work.pdf") -> SimpleUploadedFile:
    """A file as a browser hands it in."""
    return SimpleUploadedFile(name, content)


def handed_in(person: User) -> Capstone:
    """The capstone of somebody for whom a course counts: proposed, approved and handed in today, not marked yet."""
    said = {"name": "Amina DIALLO", "title": "Fair corridors", "proposal": "Compare two bilateral agreements."}
    staff = User.objects.get(email="ada@example.org")
    capstone = capstones.propose(person, **said, now=clock.now())
    capstones.approve(capstone, supervisor=staff, by=staff, now=clock.now())
    work = Cleaned(pdf(), "application/pdf", "work.pdf")
    capstones.hand_in(capstone, letter=work, by=person, now=clock.now())
    return capstone


def printed(place: Place) -> Printout:
    """The participant's own acceptance letter; the participant has shown a photograph too."""
    person, now = place.participant, clock.now()
    photographs.show(person, picture=Cleaned(photograph(), "image/jpeg", "me.jpg"), now=now)
    asked = ask_for("acceptance", edition=place.edition, place=place, language="en", by=person, now=now)
    make(str(asked.pk))
    return Printout.objects.get(pk=asked.pk)
